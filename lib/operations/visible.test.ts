import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { testStore } from "@/db/testing/store";
import { type Bench, openBench, sharedRenderer } from "./testing/bench";
import { fleetFile } from "./testing/tree";
import { visibleTopics } from "./visible-topics";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Developers work on `api` in dev and may not know of its staging; the ones who approve there may. */
const apiBlocks = `environments:
  dev:
    cluster: dev-cluster
    namespace: api-dev
    access: { developers: read-write }
  staging:
    cluster: staging-cluster
    namespace: api-staging
    access: { developers: none, qa: none }
`;

type Fleet = {
  groups: { rows: { application: string; cells: { environment: string; state: string }[] }[] }[];
};
type Listed = {
  items: { id: string; to: string; application: string }[];
  next: string | null;
  total: number;
};
type Entries = { items: { object: string | null }[]; next: string | null; total: number };

const shared = sharedRenderer();
let bench: Bench;
beforeAll(async () => {
  bench = await openBench({
    store: await testStore(),
    renderer: shared.renderer,
    files: { "apps/api/environments.yaml": apiBlocks },
  });
  await bench.seen();
});
afterAll(async () => {
  await bench.close();
  shared.remove();
});

test("one closed environment of an open application looks as if the application were not there", async () => {
  const api = async (handle: string) => {
    const { groups } = await bench.value<Fleet>(handle, "fleet.show");
    return groups
      .flatMap(({ rows }) => rows)
      .find(({ application }) => application === "api")
      ?.cells.filter(({ state }) => state !== "absent")
      .map(({ environment }) => environment);
  };
  expect(await api("dana")).toEqual(["dev"]);
  expect(await api("alex")).toEqual(["dev", "staging"]);
});

test("what is asked or written about a closed place is not in the lists of its outsiders, whose totals and pages are true", async () => {
  const ask = { application: "api", from: "dev", to: "staging" };
  for (let n = 0; n < 3; n++) await bench.value("alex", "promotion.request", ask);
  const { id } = await bench.value<{ id: string }>("dana", "promotion.request", {
    application: "web",
    from: "integration",
    to: "staging",
  });
  const whole = await bench.value<Listed>("alex", "promotion.list", { state: "all" });
  expect(whole.total).toBe(4);
  const page = await bench.value<Listed>("dana", "promotion.list", { state: "all", limit: 1 });
  expect(page).toMatchObject({ items: [{ id }], next: null, total: 1 });

  const all = await bench.value<Entries>("alex", "audit.list", { limit: 200 });
  const hers = await bench.value<Entries>("dana", "audit.list", { limit: 200 });
  expect(all.total - hers.total).toBe(3);
  expect(hers.items).toHaveLength(hers.total);
  const closed = new Set(whole.items.filter(({ application }) => application === "api").map((one) => one.id));
  expect(hers.items.filter(({ object }) => closed.has(object ?? ""))).toEqual([]);
});

test("a cursor that no page gave out is refused with its field, not a fault", async () => {
  for (const cursor of ["x", btoa('["ledger","abc"]'), "é"])
    expect(await bench.refusal("alex", "audit.list", { cursor })).toMatchObject({
      kind: "invalid",
      message: "cursor: the next of an earlier page of the ledger list",
    });
});

test("a rule that speaks of a closed application is not called unused, expired or near to its outsiders, nor named", async () => {
  const rule = (path: string, rest: string) =>
    `    - { path: "${path}", because: kept for vault, ${rest} }\n`;
  const rules = [
    rule("spec.replicas", "application: vault"),
    rule("spec.replicas", 'until: "2020-01-01", application: "va*"'),
    rule("**.image", "application: vault"),
    rule("spec.replicas", 'application: "*"'),
    rule("data.NOTHING", "application: web"),
  ];
  await bench.push({ "orchestr8.yaml": fleetFile(`compare:\n  expect:\n${rules.join("")}`) });
  type Diff = { problems: { code: string; line: number }[]; nearRules: { but: string }[] };
  const told = async (handle: string) => {
    const view = await bench.value<Diff>(handle, "environment.diff", {
      left: "staging",
      right: "production",
    });
    return { ...view, policy: view.problems.map(({ code, line }) => [code, line]) };
  };
  const [alex, dana] = [await told("alex"), await told("dana")];
  const lineOf = (n: number) => fleetFile("compare:\n  expect:\n").split("\n").length + n;
  expect(alex.policy).toEqual([
    ["policy.unused", lineOf(0)],
    ["policy.unused", lineOf(3)],
    ["policy.unused", lineOf(4)],
    ["policy.expired", lineOf(1)],
  ]);
  expect(dana.policy).toEqual([["policy.unused", lineOf(4)]]);
  expect(JSON.stringify(dana)).not.toMatch(/vault|va\*/);
});

test("news names no application that is closed to its reader, and nobody else", async () => {
  const { fleet } = await bench.engine.desired.head();
  const [dana, alex] = [await bench.actorOf("dana"), await bench.actorOf("alex")];
  const topics = [
    "fleet",
    "application:vault",
    "application:web",
    "environment:dev",
    `person:${bench.people.get("alex")}`,
  ];
  expect(visibleTopics(topics, dana, fleet)).toEqual(["fleet", "application:web", "environment:dev"]);
  expect(visibleTopics(topics, alex, fleet)).toEqual(topics);
});
