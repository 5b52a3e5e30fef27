import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { run } from "@/app/actions";
import { GET, POST } from "@/app/api/v1/[noun]/[verb]/route";
import { testStore } from "@/db/testing/store";
import { contracts } from "@/lib/contract";
import type { Contract } from "@/lib/contract/operation";
import type { Outcome } from "@/lib/contract/outcome";
import { noFacets } from "@/lib/domain/cost-review/facet";
import { noAmounts } from "@/lib/domain/cost-review/line";
import { permissions } from "@/lib/domain/permission-table";
import type { Engine } from "@/lib/engine/engine";
import { operations } from "@/lib/operations";
import { jobKey, jobKind } from "@/lib/operations/promotion/job-key";
import { type Bench, openBench, sharedRenderer } from "@/lib/operations/testing/bench";
import { requestOf, tagged, toProduction } from "@/lib/operations/testing/promotions";
import { fleetFile, overlayFile } from "@/lib/operations/testing/tree";
import { usedBy } from "@/lib/operations/testing/usage";

/** What the cookie would say. next-auth reads it in Next's request scope only; everything behind it is the real thing. */
const cookie: { claims: { session: string; version: number } | null } = { claims: null };
vi.mock("next-auth", () => ({
  getServerSession: async () => (cookie.claims ? { o8: cookie.claims } : null),
  default: () => undefined,
}));
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const shared = sharedRenderer();
const process = globalThis as typeof globalThis & { o8Engine?: Promise<Engine> | undefined };
let bench: Bench;
const sessions = new Map<string, { session: string; version: number }>();
const tokens = new Map<string, string>();

const pool = "node_pool: { instance_type: m5.large, min_nodes: 2, max_nodes: 5 }";
const schedule = 'schedule: { from: "08:00", to: "20:00" }';
const files = {
  "orchestr8.yaml": fleetFile()
    .replace("staging: { type: staging }", `staging: { type: staging, ${pool} }`)
    .replace("dev: { type: development }", `dev: { type: development, ${schedule} }`),
};
const nights = { days: ["mon", "tue", "wed", "thu", "fri"], from: "07:00", to: "19:00" };
const kept = { environment: "dev", until: "2026-11-24T06:00:00Z", reason: "a night of load tests" };

beforeAll(async () => {
  bench = await openBench({ store: await testStore(), renderer: shared.renderer, files });
  process.o8Engine = Promise.resolve(bench.engine);
  await bench.seen();
  await bench.advance();
  for (const handle of ["dana", "quentin", "petra", "sam", "alex", "stranger"]) {
    const { id, version } = await bench.signIn(handle);
    sessions.set(handle, { session: id, version });
    await tokenOf(handle, ["all"]);
  }
  await tokenOf("dana", ["read"], "dana:read");
});
afterAll(async () => {
  process.o8Engine = undefined;
  await bench.close();
  shared.remove();
});

async function tokenOf(
  handle: string,
  scopes: string[],
  name = handle,
): Promise<{ id: string; secret: string }> {
  const made = await bench.value<{ item: { id: string }; secret: string }>(handle, "token.create", {
    name,
    scopes,
  });
  tokens.set(name, made.secret);
  return { id: made.item.id, secret: made.secret };
}

type Door = (who: string | null, name: string, input: unknown) => Promise<Outcome>;

const page: Door = async (who, name, input) => {
  cookie.claims = who === null ? null : (sessions.get(who) ?? null);
  return run(name, input);
};
const send = (request: Request, name: string): Promise<Response> => {
  const [noun = "", verb = ""] = name.split(".");
  return (request.method === "GET" ? GET : POST)(request, { params: Promise.resolve({ noun, verb }) });
};
const api = (name: string): string => `http://console.example/api/v1/${name.replace(".", "/")}`;
const posted = (name: string, input: unknown, headers: Record<string, string>): Request =>
  new Request(api(name), {
    method: "POST",
    body: JSON.stringify(input),
    headers: { "content-type": "application/json", host: "console.example", ...headers },
  });
const statusOf = {
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  blocked: 409,
  invalid: 422,
};
const http: Door = async (who, name, input) => {
  cookie.claims = null;
  const response = await send(
    posted(name, input, who === null ? {} : { authorization: `Bearer ${tokens.get(who)}` }),
    name,
  );
  const outcome = (await response.json()) as Outcome;
  expect(response.status).toBe(
    outcome.ok ? 200 : "refusal" in outcome ? statusOf[outcome.refusal.kind] : 500,
  );
  return outcome;
};
const doors: readonly [string, Door][] = [
  ["server action", page],
  ["API", http],
];

const usedContainer = { environment: "staging", workload: "web", container: "app" };

/** Two weeks of use that suggest other requests, and no change that waits there. */
async function fitted(environment: string): Promise<unknown> {
  await alone(null, { environment });
  await usedBy(bench, "web", environment, { days: 14, cpu: 0.2, ram: 0.1 });
  return { application: "web", environment };
}

const dayAhead = (days: number): string =>
  new Date(bench.clock.at.getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** Ten days that staging cost something without a schedule, so that there is a saving to decide about. */
async function idleStaging(): Promise<{ saving: string; reason: string }> {
  const key = { cluster: "staging-cluster", environment: "staging", application: null, team: null };
  await bench.store.write(async (tx) => {
    for (let ago = 1; ago <= 10; ago++)
      await tx.samples.closeDay(
        {
          cluster: key.cluster,
          day: dayAhead(-ago),
          source: "opencost",
          lines: [{ ...key, ...noAmounts, ...noFacets, kind: "idle", cost: 10, cpu: 48, ram: 96, count: 48 }],
        },
        "USD",
      );
  });
  return { saving: "schedule/staging", reason: "a test of a decision" };
}

/** Two weeks in which one node would have done, of a pool that keeps two; nothing waits for any application there. */
async function poolFitted(): Promise<unknown> {
  for (const application of ["web", "api", "vault"]) {
    await alone(null, { application, environment: "staging" });
    await usedBy(bench, application, "staging", { days: 14, cpu: 0.2, ram: 0.1 });
  }
  return { environment: "staging" };
}

type Row = {
  /** An input that `by` may use now; what it is about is made first. */
  input: () => Promise<unknown> | unknown;
  by: string;
  /** Who may not, and how that is answered; null where everybody signed in may, on what is theirs. */
  denied: readonly [string, "forbidden" | "missing"] | null;
  /** A malformed input, with the field that must be named. */
  bad: readonly [unknown, string];
};

/** The one literal of web's overlay, set to something else. */
const lineOf = (value: string) => ({
  application: "web",
  environment: "production",
  path: "ConfigMap/settings/data.STAGE",
  file: overlayFile("web", "production"),
  line: 13,
  value,
});

const carried = (path: string) => ({
  application: "web",
  from: "staging",
  to: "production",
  fromIndex: 1,
  toIndex: 1,
  path,
});
const ruleOf = (path: string, kind = "version") => ({
  left: "staging",
  right: "production",
  application: "web",
  rule: { path, class: kind, because: "a test of a rule" },
});

/** One charge of a bill. */
const charge = {
  content: "0".repeat(64),
  occurrence: 0,
  start: "2026-11-01T00:00:00Z",
  end: "2026-11-02T00:00:00Z",
  period: "2026-11",
  currency: "EUR",
  billed: 2,
  effective: 1,
  account: "4711",
  service: "Amazon EC2",
  tags: {},
};

const unknownPromotion = `prm_${"0".repeat(26)}`;
const id = async (): Promise<string> => (await requestOf(bench)).id;
const badId = [{ id: "prm_x" }, "id"] as const;

/** A request whose delivery failed, with its ended job. */
async function failed(): Promise<{ id: string }> {
  const { id } = await requestOf(bench);
  const now = bench.clock.at;
  await bench.store.write(async (tx) => {
    for (const other of await tx.promotions.open("web", "production"))
      if (other.state === "running") await tx.promotions.move(other.id, other.version, { to: "failed" }, now);
    await tx.promotions.move(id, 1, { to: "running" }, now);
    await tx.promotions.move(id, 2, { to: "failed", outcome: "a test" }, now);
    await tx.jobs.add({ kind: jobKind, key: jobKey(id), payload: { promotion: id } }, now);
    for (;;) {
      const job = await tx.jobs.claim({ owner: "test", kinds: [jobKind], leaseMs: 1000 }, now);
      if (!job) break;
      await tx.jobs.finish({ job: job.id, fence: job.fence }, { state: "failed", error: "a test" }, now);
    }
  });
  return { id };
}

/** An edit never takes the place of a change that waits, so those that do are ended first. */
async function alone(
  input: unknown,
  { application = "web", environment = "production" } = {},
): Promise<unknown> {
  await bench.store.write(async (tx) => {
    for (const { id, version, state } of await tx.promotions.open(application, environment))
      await tx.promotions.move(
        id,
        version,
        { to: state === "running" ? "failed" : "withdrawn" },
        bench.clock.at,
      );
  });
  return input;
}

const edited = () => alone(lineOf("another"));

async function decision(): Promise<{ id: string; planDigest: string; team: string }> {
  const { id, digest } = await requestOf(bench);
  return { id, planDigest: digest, team: "platform-team" };
}

const rows: Readonly<Record<string, Row>> = {
  "promotion.request": {
    input: () => toProduction,
    by: "dana",
    denied: ["quentin", "forbidden"],
    bad: [{ ...toProduction, to: "Not A Name" }, "to"],
  },
  "promotion.approve": {
    input: decision,
    by: "petra",
    denied: ["dana", "forbidden"],
    bad: [{ id: unknownPromotion, team: "x" }, "planDigest"],
  },
  "promotion.reject": {
    input: async () => ({ ...(await decision()), reason: "because of a test" }),
    by: "petra",
    denied: ["dana", "forbidden"],
    bad: [{ id: unknownPromotion, team: "x", planDigest: "0".repeat(64), reason: "no" }, "reason"],
  },
  "promotion.comment": {
    input: async () => ({ id: await id(), text: "hello" }),
    by: "quentin",
    denied: ["stranger", "forbidden"],
    bad: [{ id: unknownPromotion, text: " " }, "text"],
  },
  "promotion.withdraw": {
    input: async () => ({ id: await id() }),
    by: "dana",
    denied: ["quentin", "forbidden"],
    bad: badId,
  },
  "promotion.retry": { input: failed, by: "dana", denied: ["quentin", "forbidden"], bad: badId },
  "promotion.rollback": {
    input: () => ({ application: "web", environment: "production", reason: "a test of the way back" }),
    by: "dana",
    denied: ["quentin", "forbidden"],
    bad: [{ application: "web", environment: "production" }, "reason"],
  },
  "promotion.edit": {
    input: edited,
    by: "dana",
    denied: ["quentin", "forbidden"],
    bad: [{ ...lineOf("another"), line: 0 }, "line"],
  },
  "environment.scale": {
    input: () => ({ environment: "staging", nodes: 3 }),
    by: "alex",
    denied: ["quentin", "forbidden"],
    bad: [{ environment: "staging", nodes: -1 }, "nodes"],
  },
  "promotion.carry": {
    input: () => alone(carried("data.STAGE")),
    by: "dana",
    denied: ["quentin", "forbidden"],
    bad: [{ ...carried(""), path: "" }, "path"],
  },
  "environment.schedule": {
    input: () => ({ environment: "dev", hours: nights }),
    by: "alex",
    denied: ["quentin", "forbidden"],
    bad: [{ environment: "dev", hours: { ...nights, days: [] } }, "hours.days"],
  },
  "environment.keep-awake": {
    input: () => kept,
    by: "dana",
    denied: ["quentin", "forbidden"],
    bad: [{ ...kept, reason: "" }, "reason"],
  },
  "environment.let-sleep": {
    input: async () => {
      await bench.value("dana", "environment.keep-awake", kept);
      return { environment: "dev" };
    },
    by: "dana",
    denied: ["quentin", "forbidden"],
    bad: [{ environment: 7 }, "environment"],
  },
  "environment.expect": {
    input: () => alone(ruleOf("**.image")),
    by: "dana",
    denied: ["quentin", "forbidden"],
    bad: [ruleOf("**.image", "expected"), "rule.class"],
  },
  "environment.right-size": {
    input: () => fitted("production"),
    by: "dana",
    denied: ["quentin", "forbidden"],
    bad: [{ application: "web", environment: "production", window: "3d" }, "window"],
  },
  "cost.accept": {
    input: async () => ({ ...(await idleStaging()), recheckOn: dayAhead(30) }),
    by: "alex",
    denied: ["quentin", "forbidden"],
    bad: [{ saving: "schedule/staging", reason: "later", recheckOn: "2026-02-30" }, "recheckOn"],
  },
  "cost.dismiss": {
    input: async () => ({ ...(await idleStaging()), recheckOn: dayAhead(30) }),
    by: "alex",
    denied: ["quentin", "forbidden"],
    bad: [{ saving: "everything", reason: "later", recheckOn: "2027-02-01" }, "saving"],
  },
  "cost.reopen": {
    input: idleStaging,
    by: "alex",
    denied: ["quentin", "forbidden"],
    bad: [{ saving: "schedule/staging", reason: " " }, "reason"],
  },
  "environment.right-size-pool": {
    input: () => poolFitted(),
    by: "alex",
    denied: ["quentin", "forbidden"],
    bad: [{ environment: "staging", window: "3d" }, "window"],
  },
  "check.report": {
    input: () => ({ application: "web", environment: "integration", check: "smoke_tests", result: "passed" }),
    by: "dana",
    denied: ["quentin", "forbidden"],
    bad: [{ application: "web", environment: "integration", check: "smoke_tests", result: "fine" }, "result"],
  },
  "cost.import": {
    input: () => ({ name: "focus.csv", charges: [charge] }),
    by: "alex",
    denied: ["dana", "forbidden"],
    bad: [{ name: "focus.csv", charges: [] }, "charges"],
  },
  "token.create": {
    input: () => ({ name: "ci", scopes: ["read"] }),
    by: "dana",
    denied: null,
    bad: [{ name: "ci", scopes: [] }, "scopes"],
  },
  "token.revoke": {
    input: async () => ({ id: (await tokenOf("dana", ["read"], "spare")).id }),
    by: "dana",
    denied: null,
    bad: [{ id: "tok" }, "id"],
  },
  "session.revoke": {
    input: async () => ({ id: (await bench.signIn("dana")).id }),
    by: "dana",
    denied: null,
    bad: [{ id: "ses" }, "id"],
  },
};

/** Acts that a token never does, whatever its scopes: they are refused at the API's token door. */
const neverByToken = new Set(["token.create", "session.revoke"]);

const promotionId = async () => ({ id: await id() });
/** A valid input of each query, and where it looks at one object: one that the reader may not see. */
const questions: Readonly<Record<string, { input: () => Promise<unknown> | unknown; hidden?: unknown }>> = {
  "fleet.show": { input: () => ({}) },
  "fleet.head": { input: () => ({}) },
  "fleet.start": { input: () => ({}) },
  "fleet.search": { input: () => ({ text: "we" }) },
  "application.show": { input: () => ({ application: "web" }), hidden: { application: "vault" } },
  "application.config": {
    input: () => ({ application: "web", environment: "production" }),
    hidden: { application: "vault", environment: "production" },
  },
  "application.whatif": {
    input: () => lineOf("another"),
    hidden: { ...lineOf("another"), application: "vault" },
  },
  "cost.review": { input: () => ({}) },
  "environment.list": { input: () => ({}) },
  "environment.show": { input: () => ({ environment: "production" }), hidden: { environment: "nowhere" } },
  "environment.diff": {
    input: () => ({ left: "staging", right: "production", application: "web" }),
    hidden: { left: "staging", right: "production", application: "vault" },
  },
  "environment.parity": { input: () => ({}), hidden: { environments: ["nowhere"] } },
  "environment.text": {
    input: () => ({ left: "staging", right: "production", application: "web" }),
    hidden: { left: "staging", right: "production", application: "vault" },
  },
  "environment.render": {
    input: () => ({ environment: "production", application: "web" }),
    hidden: { environment: "production", application: "vault" },
  },
  "environment.explain": {
    input: () => ({ environment: "production", application: "web", path: "Deployment/web/spec.replicas" }),
    hidden: { environment: "production", application: "vault", path: "Deployment/vault/spec.replicas" },
  },
  "environment.origin": {
    input: () => ({
      left: "staging",
      right: "production",
      rows: [{ id: "one", application: "web", left: 0, right: 0, path: "spec.replicas" }],
    }),
  },
  "environment.live": {
    input: () => ({
      left: "staging",
      right: "production",
      rows: [{ id: "one", application: "web", left: 0, right: 0, path: "spec.replicas" }],
    }),
  },
  "environment.resources": {
    input: () => ({ environment: "staging" }),
    hidden: { environment: "nowhere" },
  },
  "environment.scale-plan": {
    input: () => ({ environment: "staging", nodes: 4 }),
    hidden: { environment: "nowhere", nodes: 4 },
  },
  "promotion.carry-plan": {
    input: () => carried("data.STAGE"),
    hidden: { ...carried("spec.replicas"), application: "vault" },
  },
  "environment.schedules": { input: () => ({}), hidden: { environment: "nowhere" } },
  "environment.schedule-plan": {
    input: () => ({ environment: "staging", hours: nights }),
    hidden: { environment: "nowhere", hours: nights },
  },
  "environment.expect-plan": {
    input: () => ruleOf("**.image"),
    hidden: { ...ruleOf("**.image"), application: "vault" },
  },
  "environment.right-size-plan": {
    input: () => fitted("staging"),
    hidden: { application: "vault", environment: "staging" },
  },
  "environment.right-size-pool-plan": {
    input: () => poolFitted(),
    hidden: { environment: "nowhere" },
  },
  "environment.use": {
    input: () => ({ ...usedContainer, application: "web", cluster: "staging-cluster" }),
    hidden: { ...usedContainer, application: "vault", cluster: "staging-cluster" },
  },
  "promotion.plan": {
    input: () => toProduction,
    hidden: { application: "vault", from: "staging", to: "production" },
  },
  "promotion.rollback-plan": {
    input: async () => {
      await secondRelease();
      return { application: "web", environment: "production" };
    },
    hidden: { application: "vault", environment: "production" },
  },
  "promotion.list": { input: () => ({}) },
  "promotion.show": { input: promotionId, hidden: { id: unknownPromotion } },
  "inbox.list": { input: () => ({}) },
  "audit.list": { input: () => ({}) },
  "audit.verify": { input: () => ({}) },
  "settings.show": { input: () => ({}) },
  "token.list": { input: () => ({}) },
  "session.list": { input: () => ({}) },
  "person.me": { input: () => ({}) },
};

const commands = [...operations.values()]
  .filter((operation) => operation.kind === "command")
  .map((operation) => operation.contract);
const queries = [...operations.values()]
  .filter((operation) => operation.kind === "query")
  .map((operation) => operation.contract);
const ledger = async () => (await bench.store.read.ledger.list({}, { limit: 5 })).items;
const entries = async (): Promise<number> => (await bench.store.read.ledger.head())?.seq ?? 0;
const refusalOf = (outcome: Outcome) => ("refusal" in outcome ? outcome.refusal : outcome);
const fits = (contract: Contract, outcome: Outcome): void => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  expect(JSON.parse(JSON.stringify(contract.result.parse(outcome.value)))).toEqual(
    JSON.parse(JSON.stringify(outcome.value)),
  );
};

describe("the registry", () => {
  test("has one operation for each contract, and one permission for each operation", () => {
    expect([...operations.keys()].sort()).toEqual(contracts.map((contract) => contract.name).sort());
    expect(Object.keys(permissions).sort()).toEqual([...operations.keys()].sort());
    for (const [name, operation] of operations)
      expect(operation.kind).toBe(contracts.find((contract) => contract.name === name)?.kind);
  });

  test("has a row here for every operation", () => {
    expect(Object.keys(rows).sort()).toEqual(commands.map(({ name }) => name).sort());
    expect(Object.keys(questions).sort()).toEqual(queries.map(({ name }) => name).sort());
  });
});

describe.each(doors)("through the %s", (kind, door) => {
  test.each(commands.map((contract) => [contract.name, contract] as const))(
    "%s is guarded, recorded and answers its schema",
    async (name, contract) => {
      const row = rows[name];
      if (!row) throw new Error(`${name} has no row`);
      // A verified earlier release for the rollback.
      if (name === "promotion.rollback") await secondRelease();
      const input = await row.input();
      const before = await entries();
      expect(refusalOf(await door(null, name, input))).toMatchObject({
        kind: "unauthenticated",
        code: "auth.required",
      });
      const malformed = refusalOf(await door(row.by, name, row.bad[0]));
      expect(malformed).toMatchObject({ kind: "invalid", code: "input.invalid" });
      expect(JSON.stringify(malformed)).toContain(`"field":"${row.bad[1]}"`);
      expect(await entries()).toBe(before);

      const denied =
        kind === "API" && row.denied === null ? (["dana:read", "forbidden"] as const) : row.denied;
      if (denied) {
        expect(refusalOf(await door(denied[0], name, input))).toMatchObject({ kind: denied[1] });
        expect((await ledger())[0]).toMatchObject({ action: name, decision: "denied", seq: before + 1 });
      }
      const outcome = await door(row.by, name, input);
      if (kind === "API" && neverByToken.has(name)) {
        expect(refusalOf(outcome)).toMatchObject({ kind: "forbidden", code: "auth.scope" });
        return;
      }
      fits(contract, outcome);
      expect((await ledger())[0]).toMatchObject({
        action: name,
        decision: "done",
        actor: bench.people.get(row.by),
        seq: before + (denied ? 2 : 1),
      });
    },
  );

  test.each(queries.map((contract) => [contract.name, contract] as const))(
    "%s is guarded and answers its schema",
    async (name, contract) => {
      const question = questions[name];
      if (!question) throw new Error(`${name} has no row`);
      const input = await question.input();
      const before = await entries();
      expect(refusalOf(await door(null, name, input))).toMatchObject({ kind: "unauthenticated" });
      fits(contract, await door("dana", name, input));
      if (question.hidden) {
        const hidden = refusalOf(await door("dana", name, question.hidden));
        expect(hidden).toMatchObject({ kind: "missing" });
        expect(JSON.stringify(hidden)).not.toContain("3.1.0");
      }
      const rule = permissions[name as keyof typeof permissions];
      if (rule.at !== "own")
        expect(refusalOf(await door("stranger", name, input))).toMatchObject({
          kind: "forbidden",
          code: "auth.no-team",
        });
      expect(await entries()).toBe(before);
    },
  );

  test("an act on an object of another scope or none is answered alike, and recorded", async () => {
    const hidden = await vaultRequest();
    for (const object of [hidden, unknownPromotion]) {
      const before = await entries();
      expect(refusalOf(await door("dana", "promotion.comment", { id: object, text: "hello" }))).toMatchObject(
        { kind: "missing" },
      );
      expect((await ledger())[0]).toMatchObject({
        action: "promotion.comment",
        decision: "denied",
        seq: before + 1,
      });
    }
    expect(refusalOf(await door("dana", "promotion.show", { id: hidden }))).toMatchObject({
      kind: "missing",
    });
  });

  test("an operation that does not exist is 404, inherited names too", async () => {
    for (const name of [
      "promotion.destroy",
      "constructor.prototype",
      "__proto__.x",
      "promotion.execute",
      ".",
    ])
      expect(refusalOf(await door("alex", name, {}))).toMatchObject({
        kind: "missing",
        code: "object.missing",
      });
  });
});

/** Production ran 0.9.0, found good, before what it runs now. */
async function secondRelease(): Promise<void> {
  const { commit } = await bench.engine.desired.head();
  const run = { application: "web", environment: "production", promotion: null };
  const next = (): Date => {
    bench.forward(60_000);
    return bench.clock.at;
  };
  await bench.store.write(async (tx) => {
    await tx.releases.started({ ...run, release: "older", version: "0.9.0", commit: first }, next());
    await tx.releases.verified({ ...run, release: "older" }, next());
    await tx.releases.started(
      { ...run, release: "current", version: "1.0.0", commit: commit?.sha ?? null },
      next(),
    );
  });
}

let first = "";
beforeAll(async () => {
  first = await bench.push(tagged("production", "0.9.0"), "Production ran 0.9.0");
  await bench.push(tagged("production", "1.0.0"), "Production runs 1.0.0");
});

async function vaultRequest(): Promise<string> {
  const asked = await bench.value<{ id: string }>("alex", "promotion.request", {
    application: "vault",
    from: "staging",
    to: "production",
  });
  return asked.id;
}

describe("the API", () => {
  const dana = () => ({ authorization: `Bearer ${tokens.get("dana")}` });

  test.each(commands.map(({ name }) => name))("never runs %s by GET, and changes nothing", async (name) => {
    const input = encodeURIComponent(JSON.stringify(await rows[name]?.input()));
    const before = await entries();
    const response = await send(new Request(`${api(name)}?input=${input}`, { headers: dana() }), name);
    expect(response.status).toBe(422);
    expect(await entries()).toBe(before);
  });

  test("answers queries by GET", async () => {
    const response = await send(
      new Request(`${api("application.show")}?input=${encodeURIComponent('{"application":"web"}')}`, {
        headers: dana(),
      }),
      "application.show",
    );
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("honours a cookie from our own pages only, whatever another site sends", async () => {
    const comment = { id: await id(), text: "from another site" };
    cookie.claims = sessions.get("dana") ?? null;
    for (const headers of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://console.example.evil.example", "sec-fetch-site": "same-origin" },
    ]) {
      const response = await send(
        posted("promotion.comment", comment, headers as Record<string, string>),
        "promotion.comment",
      );
      expect(response.status).toBe(403);
    }
    const form = new Request(api("promotion.comment"), {
      method: "POST",
      body: JSON.stringify(comment),
      headers: { "content-type": "text/plain" },
    });
    expect((await send(form, "promotion.comment")).status).toBe(422);
    const ours = await send(
      posted("promotion.comment", comment, {
        "sec-fetch-site": "same-origin",
        origin: "http://console.example",
      }),
      "promotion.comment",
    );
    expect(ours.status).toBe(200);
  });

  test("takes a wrong, revoked, expired or foreign token for nobody, even beside a good cookie", async () => {
    cookie.claims = sessions.get("dana") ?? null;
    const { id: revoked, secret } = await tokenOf("dana", ["all"], "short-lived");
    const ask = async (authorization: string): Promise<number> =>
      (await send(new Request(api("person.me"), { headers: { authorization } }), "person.me")).status;
    expect(await ask(`Bearer ${secret}`)).toBe(200);
    await bench.value("dana", "token.revoke", { id: revoked });
    expect(await ask(`Bearer ${secret}`)).toBe(401);
    for (const wrong of [
      "Bearer o8t_",
      `Bearer ${tokens.get("dana")}x`,
      `Basic ${tokens.get("dana")}`,
      "Bearer",
      `Bearer ${"0".repeat(40)}`,
    ])
      expect(await ask(wrong)).toBe(401);
    const other = await tokenOf("dana", ["all"], "old");
    bench.forward(91 * 86_400_000);
    expect(await ask(`Bearer ${other.secret}`)).toBe(401);
    bench.forward(-91 * 86_400_000);
    expect(JSON.stringify(await bench.store.read.tokens.of(bench.people.get("dana") ?? ""))).not.toContain(
      other.secret.slice(4),
    );
  });

  test("ends a session at once: revoked, rotated and expired cookies are nobody", async () => {
    const session = await bench.signIn("dana");
    const me = async (version = session.version): Promise<boolean> => {
      cookie.claims = { session: session.id, version };
      return (await run("person.me", {})).ok;
    };
    expect(await me()).toBe(true);
    expect(await me(session.version + 1)).toBe(false);
    await bench.store.write((tx) => tx.sessions.rotate(session.id, bench.clock.at));
    expect(await me()).toBe(false);
    expect(await me(session.version + 1)).toBe(true);
    await bench.value("dana", "session.revoke", { id: session.id });
    expect(await me(session.version + 1)).toBe(false);
  });

  test("refuses bodies that are no JSON or too large", async () => {
    const body = (text: string) =>
      send(
        new Request(api("promotion.comment"), {
          method: "POST",
          body: text,
          headers: { ...dana(), "content-type": "application/json" },
        }),
        "promotion.comment",
      );
    expect((await body("{")).status).toBe(422);
    expect((await body(JSON.stringify({ text: "x".repeat(1_000_001) }))).status).toBe(422);
  });

  test("masks what failed inside: an id to ask about, and nothing of the cause", async () => {
    const { desired } = bench.engine.spine.ports;
    const at = desired.head;
    desired.head = async () => {
      throw new Error("connect postgres://o8:hunter2@db failed");
    };
    const response = await send(posted("fleet.show", {}, dana()), "fleet.show");
    desired.head = at;
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).toMatch(/req_[0-9a-z]+/);
    expect(text).not.toContain("hunter2");
  });
});
