import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CostImport } from "@/lib/contract/documents/cost-import";
import {
  EnvironmentExpect,
  EnvironmentRightSize,
  EnvironmentRightSizePool,
} from "@/lib/contract/documents/environment";
import { EnvironmentPromote, PromotionList, PromotionShow } from "@/lib/contract/documents/promotion";
import { startConsole } from "./console.fixture";
import { o8, type Ran } from "./io.fixture";

let console_: Awaited<ReturnType<typeof startConsole>>;
const folder = mkdtempSync(join(tmpdir(), "o8-login-"));
const tokens = new Map<string, string>();

beforeAll(async () => {
  console_ = await startConsole();
  for (const person of ["ada", "mira", "priya", "sofia"]) tokens.set(person, await console_.token(person));
}, 300_000);
afterAll(async () => {
  await console_.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As CI does it: the address and token in the environment. */
const as = (person: string, line: string, heard?: (text: string) => void): Promise<Ran> =>
  o8(line.split(/\s+/), {
    env: { O8_URL: console_.url, O8_TOKEN: tokens.get(person) },
    ...(heard ? { heard } : {}),
  });

describe("login", () => {
  const env = { O8_CONFIG: join(folder, "orchestr8/login.json") };

  test("a token that nobody has is refused and not kept", async () => {
    const { exit, out } = await o8(["login", "--url", console_.url, "--token", "o8t_wrong"], { env });
    expect([exit, out]).toEqual([3, ""]);
    expect(() => statSync(env.O8_CONFIG)).toThrow();
  });

  test("a token that is piped in is kept for its owner's eyes only, and signs the next command in", async () => {
    const token = tokens.get("ada") ?? "";
    const { exit, out } = await o8(["login", "--url", `${console_.url}/anything`], {
      env,
      stdin: `${token}\n`,
    });
    expect(exit).toBe(0);
    expect(out).toContain("Ada Lindqvist");
    expect(out).not.toContain(token);
    expect(statSync(env.O8_CONFIG).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(env.O8_CONFIG, "utf8"))).toEqual({ url: console_.url, token });
    expect((await o8(["promotion", "list", "-o", "json"], { env })).exit).toBe(0);
  });

  test("a console that does not answer is a fault with the next step", async () => {
    const { exit, err } = await o8(["promotion", "list"], {
      env: { O8_URL: "http://127.0.0.1:9", O8_TOKEN: "o8t_x" },
    });
    expect(exit).toBe(4);
    expect(err).toContain("o8 login --url");
  });
});

test("the mission's automatic promotion is refused before integration has verified the release, and gets done after", async () => {
  const line = "environment promote my-service --from dev --to staging --auto-approve";
  const early = await as("ada", `${line} -o json`);
  expect([early.exit, JSON.parse(early.out).refusal.code]).toEqual([3, "promotion.gates"]);
  const first = await as("ada", "environment promote my-service --from dev --to integration --wait");
  expect([first.exit, first.out]).toEqual([0, expect.stringContaining("done")]);
  for (const check of ["smoke_tests", "integration_tests", "performance_tests", "security_scans"]) {
    const reported = await as(
      "ada",
      `check report --application my-service --environment integration --check ${check} --result passed --link https://ci.example.com/1`,
    );
    expect([check, reported.exit, reported.err]).toEqual([check, 0, ""]);
  }
  const news: string[] = [];
  const { exit, out, err } = await as("ada", `${line} --wait -o json`, (text) => news.push(text));
  expect([exit, err]).toEqual([0, expect.any(String)]);
  const document = EnvironmentPromote.parse(JSON.parse(out));
  expect(document).toMatchObject({
    preview: false,
    plan: { toVersion: "1.9.0" },
    promotion: { state: "done", outcome: "done" },
  });
  expect(news.join("")).toContain("done");
}, 240_000);

describe("the mission's promotion with approvals", () => {
  let id: string;

  test("waits for both teams, and says so", async () => {
    const { exit, out, err } = await as(
      "ada",
      "environment promote my-service --from staging --to production --require-approval --approvers platform-team,security-team -o json",
    );
    expect([exit, err]).toEqual([0, ""]);
    const { promotion } = EnvironmentPromote.parse(JSON.parse(out));
    expect(promotion?.state).toBe("waiting");
    id = promotion?.id ?? "";
    const list = PromotionList.parse(JSON.parse((await as("mira", "promotion list -o json")).out));
    expect(list.items.find((one) => one.id === id)?.waitsForMe).toBe("platform-team");
    expect((await as("mira", "promotion list")).out).toContain(id);
  });

  test("is followed for no longer than asked, and not being done is exit 1", async () => {
    const { exit, out, err } = await as(
      "ada",
      "environment promote checkout --from staging --to production --timeout 2s",
    );
    expect([exit, out]).toEqual([1, expect.stringContaining("waiting")]);
    expect(err).toContain("still waiting when the time was over");
    expect(
      (await as("ada", "environment promote checkout --from staging --to production --timeout 2")).exit,
    ).toBe(2);
  });

  test("its requester cannot approve it, and a plan one did not look at is refused", async () => {
    const own = await as("ada", `promotion approve ${id} --team platform-team -o json`);
    expect(own.exit).toBe(3);
    expect(JSON.parse(own.out)).toMatchObject({
      kind: "PromotionApprove",
      refusal: { code: expect.any(String) },
    });
    const other = await as("mira", `promotion approve ${id} --digest ${"0".repeat(64)}`);
    expect(other.exit).toBe(3);
  });

  test("each team answers with its own person, on the plan of this moment", async () => {
    for (const [person, team] of [
      ["mira", "platform-team"],
      ["priya", "security-team"],
    ] as const) {
      const { exit, err } = await as(person, `promotion approve ${id}`);
      expect([team, exit, err]).toEqual([team, 0, ""]);
    }
    const shown = PromotionShow.parse(JSON.parse((await as("ada", `promotion show ${id} -o json`)).out));
    expect(shown.promotion.teams.map(({ team, given, needed }) => [team, given, needed])).toEqual(
      expect.arrayContaining([
        ["platform-team", 1, 1],
        ["security-team", 1, 1],
      ]),
    );
    expect((await as("ada", `promotion show ${id}`)).out).toContain("1 of 1");
  });

  test("can be withdrawn while it waits for the rest, once", async () => {
    expect((await as("ada", `promotion withdraw ${id} --reason later`)).exit).toBe(0);
    expect((await as("ada", `promotion withdraw ${id}`)).exit).toBe(3);
  });
});

test("auto-approval of what somebody must approve is refused with 3", async () => {
  const { exit, out } = await as(
    "ada",
    "environment promote my-service --from staging --to production --auto-approve -o json",
  );
  expect(exit).toBe(3);
  expect(JSON.parse(out)).toMatchObject({ refusal: { code: "approval.not-automatic" } });
});

test("a rejection needs its reason and ends the wait of whoever follows with 1", async () => {
  let id = "";
  const running = as("ada", "environment promote checkout --from staging --to production --wait", (text) => {
    id = /prm_[0-9a-z]{26}/.exec(text)?.[0] ?? id;
  });
  await expect.poll(() => id, { timeout: 30_000 }).not.toBe("");
  const team = PromotionShow.parse(JSON.parse((await as("ada", `promotion show ${id} -o json`)).out))
    .promotion.teams[0]?.team;
  const person = team === "security-team" ? "priya" : "mira";
  expect((await as(person, `promotion reject ${id} --team ${team}`)).exit).toBe(2);
  expect((await as(person, `promotion reject ${id} --team ${team} --reason unfinished`)).exit).toBe(0);
  const { exit, err } = await running;
  expect(exit).toBe(1);
  expect(err).toContain("waiting");
}, 60_000);

describe("a cloud bill", () => {
  const month = new Date().toISOString().slice(0, 7);
  const header = "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ServiceName,SubAccountId,Tags";
  const charge = (cost: string, environment = "staging") =>
    `${cost},EUR,${month}-01T00:00:00Z,${month}-02T00:00:00Z,Amazon EC2,4711,"{""environment"":""${environment}""}"`;
  const file = (...rows: readonly string[]): string => {
    const path = join(folder, "focus.csv");
    writeFileSync(path, [header, ...rows].join("\n"));
    return path;
  };
  const imported = async (person: string, line: string) => {
    const { exit, out } = await as(person, `${line} -o json`);
    return { exit, document: JSON.parse(out) };
  };
  const billed = async () =>
    JSON.parse((await as("sofia", "cost review -o json")).out).review.billed as {
      billed: number;
      rows: { environment: string | null; billed: number }[];
    };

  test("is imported by a manager, and the same file again changes nothing", async () => {
    // Two equal rows of one file are two charges.
    const path = file(charge("10"), charge("10"), charge("2.5", "unknown"));
    const first = await imported("sofia", `cost import ${path}`);
    expect(first.exit).toBe(0);
    expect(CostImport.parse(first.document)).toMatchObject({
      charges: 3,
      added: 3,
      known: 0,
      unmapped: 1,
      totals: [{ currency: "EUR", billed: 22.5 }],
    });
    const second = await imported("sofia", `cost import ${path}`);
    expect(second.document).toMatchObject({ added: 0, known: 3 });
    const { rows } = await billed();
    const of = (environment: string | null) => rows.find((row) => row.environment === environment)?.billed;
    expect([of("staging"), of(null)]).toEqual([expect.closeTo(20, 9), expect.closeTo(2.5, 9)]);
    expect((await as("sofia", `cost import ${path}`)).out).toMatch(/0 kept now, 3 kept before/);
  });

  test("that was restated takes the place of what was imported of its account and period", async () => {
    const { document } = await imported("sofia", `cost import ${file(charge("11"))} --replace`);
    expect(document).toMatchObject({ charges: 1, added: 1 });
    expect((await billed()).billed).toBeCloseTo(11, 9);
  });

  test("with a mistake is not sent at all, and says where the mistake is", async () => {
    const { exit, document } = await imported("sofia", `cost import ${file(charge("1"), charge("much"))}`);
    expect(exit).toBe(1);
    expect(document).toMatchObject({ added: 0, problems: [{ code: "bill.value", line: 3, column: 1 }] });
    expect((await billed()).billed).toBeCloseTo(11, 9);
    expect((await as("sofia", `cost import ${join(folder, "none.csv")}`)).exit).toBe(2);
  });

  test("is not a developer's to import", async () => {
    const { exit, document } = await imported("ada", `cost import ${file(charge("1"))}`);
    expect([exit, document.refusal.code]).toEqual([3, "auth.forbidden"]);
  });
});

test("the record of all this is intact, and a head noted elsewhere must fit", async () => {
  const { exit, out } = await as("ada", "audit verify -o json");
  expect(exit).toBe(0);
  const { head } = JSON.parse(out);
  expect((await as("ada", `audit verify --head ${head.seq}:${head.hash}`)).exit).toBe(0);
  expect((await as("ada", `audit verify --head ${head.seq}:${"0".repeat(64)}`)).exit).toBe(1);
});

test("a rule for expected differences is asked for as it was shown, and waits for who guards its way", async () => {
  const line =
    "environment expect dev production --path **.minimum_length --direction rise --reason policy -o json";
  const shown = await as("ada", `${line} --plan --server`);
  const { plan } = EnvironmentExpect.parse(JSON.parse(shown.out));
  expect([shown.exit, plan.application]).toEqual([0, "identity"]);
  const asked = await as("ada", line);
  const document = EnvironmentExpect.parse(JSON.parse(asked.out));
  expect(document).toMatchObject({ preview: false, promotion: { state: "waiting", digest: plan.digest } });
  const { promotion } = PromotionShow.parse(
    JSON.parse((await as("ada", `promotion show ${document.promotion?.id} -o json`)).out),
  );
  expect(promotion.teams.map(({ team }) => team)).toEqual(document.approvers.map(({ team }) => team));
});

describe("right-sizing", () => {
  /** The demo tells its past use in the background. */
  const measured = async (line: string): Promise<Ran> => {
    for (const end = Date.now() + 120_000; ; await new Promise((done) => setTimeout(done, 500))) {
      const ran = await as("ada", line);
      if (ran.exit === 0 || Date.now() > end) return ran;
    }
  };

  test("shows the requests that fit as a plan that fits its published schema, and asks for nothing", async () => {
    const line = "environment right-size staging --application search --plan";
    const { exit, out } = await measured(`${line} -o json`);
    expect(exit).toBe(0);
    const document = EnvironmentRightSize.parse(JSON.parse(out));
    expect(document).toMatchObject({ preview: true, promotion: null });
    expect(document.suggestions.length).toBeGreaterThan(0);
    expect(document.plan.edits.length).toBeGreaterThan(0);
    const shown = await as("ada", line);
    expect(shown.out).toContain("a month (estimate)");
    expect(shown.out).toContain(document.rule);
    const { out: list } = await as("ada", "promotion list -o json");
    expect(list).not.toContain("Right-size");
  }, 180_000);

  test("without --plan asks for exactly what was shown, and only once", async () => {
    const line = "environment right-size staging --application search";
    const { plan } = EnvironmentRightSize.parse(JSON.parse((await measured(`${line} --plan -o json`)).out));
    const asked = EnvironmentRightSize.parse(JSON.parse((await as("ada", `${line} -o json`)).out));
    expect(asked).toMatchObject({ preview: false, promotion: { state: "waiting", digest: plan.digest } });
    // Refused while it is open, and afterwards because it fits already.
    expect((await as("ada", line)).exit).toBe(3);
  }, 180_000);

  test("of a node pool is a document of its own, or is refused with exit 3 and what was measured", async () => {
    const { exit, out } = await as("ada", "environment right-size staging --plan -o json");
    if (exit === 0) EnvironmentRightSizePool.parse(JSON.parse(out));
    else expect([exit, JSON.parse(out).refusal.code]).toEqual([3, "size.no-pool-suggestion"]);
  }, 60_000);

  test("what has no suggestion, no such application and a window that is none are told apart by exit and code", async () => {
    const none = await as("ada", "environment right-size staging --application nothing --plan -o json");
    expect(none.exit).toBe(3);
    expect(JSON.parse(none.out).refusal.code).toMatch(/\.missing$/);
    const window = await as("ada", "environment right-size staging --window 3w --plan");
    expect(window.exit).toBe(2);
    expect(window.err).toContain("--window");
  });
});
