import { afterAll, afterEach, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import type { ExpectPlanView } from "@/lib/contract/expectation";
import { openBench, sharedRenderer } from "../testing/bench";
import { type Asked, benches, commitsOf, deliver, say } from "../testing/promotions";
import { fleetFile, overlayFile } from "../testing/tree";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

const replicas = (application: string, count: number) =>
  `replicas:\n  - { name: ${application}, count: ${count} }\n`;
const compare = `compare:
  expect:
    # sizes
    - path: data.NOTHING   # kept
      because: a rule that was there before
`;
const pair = { left: "staging", right: "production" };
const rule = { path: "spec.replicas", kind: "Deployment", application: "web", because: "more load" };
const ask = (changes: object = {}) => ({ ...pair, application: "web", rule: { ...rule, ...changes } });

onEveryStore("a rule that expects a difference", (stores) => {
  const { open, close } = benches(async () => {
    const bench = await openBench({
      store: await stores.store(),
      renderer: shared.renderer,
      files: { "orchestr8.yaml": fleetFile(compare) },
    });
    const grown = Object.fromEntries(
      ["web", "vault"].map((name) => {
        const file = overlayFile(name, "production");
        return [file, `${bench.text(file)}\n${replicas(name, 4)}`];
      }),
    );
    await bench.push(grown);
    return bench;
  });
  afterEach(close);

  const classesOf = async (left = pair.left, right = pair.right) =>
    (await bench_value<EnvironmentDiffView>("environment.diff", { left, right })).differences
      .filter(({ path }) => path === "spec.replicas")
      .map((one) => [one.application, one.class]);
  let bench_value: <T>(name: string, input: unknown) => Promise<T>;

  test("tells what it would hide, is approved by who guards the way, and is one commit of its own lines", async () => {
    const bench = await open();
    bench_value = (name, input) => bench.value("alex", name, input);
    expect(await classesOf()).toEqual([
      ["web", "unexplained"],
      ["vault", "unexplained"],
    ]);
    const before = bench.text("orchestr8.yaml");
    const plan = await bench.value<ExpectPlanView>("alex", "environment.expect-plan", ask());
    expect(plan.hides.map(({ count, rows }) => [count, rows.map((row) => row.application)])).toEqual([
      [1, ["web"]],
    ]);
    expect(plan.approvers.map(({ team }) => team)).toEqual(["platform-team", "security-team"]);
    const wider = await bench.value<ExpectPlanView>(
      "alex",
      "environment.expect-plan",
      ask({ application: undefined }),
    );
    expect(wider.hides[0]?.count).toBe(2);
    const asked = await bench.value<Asked>("dana", "environment.expect", ask({ direction: "rise" }));
    expect((await deliver(bench, asked.id)).state).toBe("waiting");
    await say(bench, "petra", "platform-team", asked.id);
    await say(bench, "sam", "security-team", asked.id);
    expect(await deliver(bench, asked.id)).toMatchObject({ state: "done", kind: "edit" });
    expect(commitsOf(bench, asked.id)).toEqual([bench.log()[0]]);
    expect(bench.text("orchestr8.yaml")).toBe(
      `${before}
    - path: spec.replicas
      kind: Deployment
      application: web
      pair: staging...production
      direction: rise
      because: more load`,
    );
    expect(await classesOf()).toEqual([
      ["web", "expected"],
      ["vault", "unexplained"],
    ]);
    // Towards production is the same way, whichever side is shown first.
    expect(await classesOf("production", "staging")).toEqual([
      ["web", "expected"],
      ["vault", "unexplained"],
    ]);
  });

  test("needs everybody who guards any way it speaks of, and is refused where it would hide nothing", async () => {
    const bench = await open();
    const all = await bench.value<ExpectPlanView>(
      "alex",
      "environment.expect-plan",
      ask({ thisPair: false }),
    );
    expect(all.hides.map(({ left, right }) => `${left}...${right}`)).toEqual([
      "staging...production",
      "dev...integration",
      "integration...staging",
    ]);
    expect(await bench.refusal("dana", "environment.expect", ask({ direction: "fall" }))).toMatchObject({
      code: "expect.nothing",
    });
    expect(await bench.refusal("quentin", "environment.expect", ask())).toMatchObject({ kind: "forbidden" });
  });

  test("shows who may not see an application no line of the fleet file that names it", async () => {
    const bench = await open();
    const text = bench.text("orchestr8.yaml") ?? "";
    await bench.push({
      "orchestr8.yaml": `${text}\n    - { path: data.OTHER, application: vault, because: theirs alone }\n`,
    });
    const seen = await bench.value<ExpectPlanView>("alex", "environment.expect-plan", ask());
    expect(JSON.stringify(seen)).toContain("vault");
    const cut = await bench.value<ExpectPlanView>("dana", "environment.expect-plan", ask());
    expect(cut.hides[0]?.count).toBe(1);
    expect(JSON.stringify(cut)).toContain("more load");
    expect(JSON.stringify(cut)).not.toContain("vault");
  });

  test("shows them none in a list on one line, and none of the promotion that has been carried out", async () => {
    const bench = await open();
    const text = bench.text("orchestr8.yaml") ?? "";
    const [before = ""] = text.split("compare:");
    const onOneLine = `${before}compare:\n  expect: [{ path: data.OTHER, application: vault, because: theirs alone }]\n`;
    await bench.push({ "orchestr8.yaml": onOneLine });
    const asked = await bench.value<Asked>("dana", "environment.expect", ask());
    for (const [who, team] of [
      ["petra", "platform-team"],
      ["sam", "security-team"],
    ] as const)
      await say(bench, who, team, asked.id);
    const views = async (who: string) =>
      JSON.stringify([
        await bench.value(who, "environment.expect-plan", ask({ because: "another" })).catch(String),
        await bench.value(who, "promotion.show", { id: asked.id }),
      ]);
    expect(await views("dana")).not.toContain("theirs alone");
    expect(await deliver(bench, asked.id)).toMatchObject({ state: "done" });
    expect(bench.text("orchestr8.yaml")).toMatch(/vault.*web/s);
    expect(await views("alex")).toContain("theirs alone");
    expect(await views("dana")).not.toContain("theirs alone");
    expect(await views("dana")).toContain("more load");
  });

  test("expects nothing any more after its last day, and says so", async () => {
    const bench = await open();
    bench_value = (name, input) => bench.value("alex", name, input);
    const text = bench.text("orchestr8.yaml") ?? "";
    await bench.push({
      "orchestr8.yaml": `${text}\n    - { path: spec.replicas, because: until spring, until: 2020-03-31 }\n`,
    });
    expect((await classesOf()).map(([, name]) => name)).toEqual(["unexplained", "unexplained"]);
    const view = await bench_value<EnvironmentDiffView>("environment.diff", pair);
    expect(view.problems).toContainEqual(
      expect.objectContaining({
        code: "policy.expired",
        message: "The expectation spec.replicas counted until 2020-03-31",
      }),
    );
    expect(view.nearRules[0]?.but).toBe("counted until 2020-03-31");
  });
});
