import { afterAll, afterEach, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import { openBench, sharedRenderer } from "../testing/bench";
import { type Asked, benches, commitsOf, deliver, say } from "../testing/promotions";
import { overlayFile } from "../testing/tree";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

const way = { application: "web", from: "staging", to: "production" };
const file = overlayFile("web", "production");

onEveryStore("one value brought to another environment", (stores) => {
  const { open, close } = benches(async () => {
    const bench = await openBench({ store: await stores.store(), renderer: shared.renderer });
    const literal = (environment: string, line: string) => {
      const at = overlayFile("web", environment);
      return { [at]: `${bench.text(at)}\n      - ${line}\n` };
    };
    await bench.push({ ...literal("staging", "POOL=20"), ...literal("production", "POOL=8 # small") });
    return bench;
  });
  afterEach(close);

  const rowOf = async (bench: Awaited<ReturnType<typeof open>>, path: string) => {
    const view = await bench.value<EnvironmentDiffView>("dana", "environment.diff", {
      left: "staging",
      right: "production",
    });
    const row = view.differences.find((one) => one.application === "web" && one.path === path);
    if (!row) throw new Error(`no row ${path}`);
    return { ...way, fromIndex: row.left, toIndex: row.right, path };
  };

  test("is one commit of that line after its approvals, and the row is gone", async () => {
    const bench = await open();
    const row = await rowOf(bench, "data.POOL");
    const before = bench.text(file);
    const asked = await bench.value<Asked>("dana", "promotion.carry", { ...row, seen: '"8"' });
    expect((await deliver(bench, asked.id)).state).toBe("waiting");
    await say(bench, "petra", "platform-team", asked.id);
    await say(bench, "sam", "security-team", asked.id);
    expect((await deliver(bench, asked.id)).state).toBe("done");
    expect(commitsOf(bench, asked.id)).toEqual([bench.log()[0]]);
    expect(bench.text(file)).toBe(before?.replace("POOL=8", "POOL=20"));
    await expect(rowOf(bench, "data.POOL")).rejects.toThrow("no row");
  });

  test("is refused when the value there is not the one seen, and when it belongs to the release", async () => {
    const bench = await open();
    const row = await rowOf(bench, "data.POOL");
    expect(await bench.refusal("dana", "promotion.carry", { ...row, seen: '"9"' })).toMatchObject({
      kind: "conflict",
      code: "edit.moved",
    });
    const image = await rowOf(bench, "spec.template.spec.containers[app].image");
    expect(await bench.refusal("dana", "promotion.carry", image)).toMatchObject({ code: "carry.release" });
  });

  test("is refused with the reason where no line of its own sets the value", async () => {
    const bench = await open();
    await bench.push({
      [overlayFile("web", "staging")]:
        `${bench.text(overlayFile("web", "staging"))}\nreplicas:\n  - { name: web, count: 3 }\n`,
    });
    const row = await rowOf(bench, "spec.replicas");
    // The base sets it for every environment.
    expect(await bench.refusal("dana", "promotion.carry", row)).toMatchObject({ code: "edit.reaches" });
    expect(await bench.refusal("dana", "promotion.carry", { ...row, path: "spec.paused" })).toMatchObject({
      code: "carry.no-line",
      message:
        "No line of production sets spec.paused, so there is none to change; add it to the layer of production.",
    });
  });
});
