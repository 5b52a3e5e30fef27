import { afterAll, afterEach, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import type { EnvironmentDiffView, LiveRow } from "@/lib/contract/environment-diff";
import { type Bench, openBench, sharedRenderer } from "../testing/bench";
import { benches } from "../testing/promotions";
import { overlayFile } from "../testing/tree";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

const pair = { left: "staging", right: "production" };
const place = "prod-cluster";

onEveryStore("the third column of a comparison", (stores) => {
  const { open, close } = benches(async () => {
    const bench = await openBench({ store: await stores.store(), renderer: shared.renderer });
    const file = overlayFile("web", "production");
    await bench.push({ [file]: `${bench.text(file)}\nreplicas:\n  - { name: web, count: 4 }\n` });
    return bench;
  });
  afterEach(close);

  const rowsOf = async (bench: Bench) => {
    const { differences } = await bench.value<EnvironmentDiffView>("alex", "environment.diff", pair);
    return differences
      .filter(({ path }) => path === "spec.replicas")
      .map(({ id, application, left, right, path }) => ({ id, application, left, right, path }));
  };
  const live = async (bench: Bench, who = "alex") => {
    const rows = await rowsOf(bench);
    const told = await bench.value<{ rows: LiveRow[] }>(who, "environment.live", { ...pair, rows });
    return told.rows[0];
  };
  const deployment = { apiVersion: "apps/v1", kind: "Deployment", namespace: "web-production", name: "web" };
  const until = (bench: Bench, ready: (row: LiveRow | undefined) => boolean) =>
    vi.waitFor(async () => expect(ready(await live(bench))).toBe(true), { timeout: 30_000, interval: 50 });

  test("tells whether what is declared runs, what else does, and when nothing does", async () => {
    const bench = await open();
    const standin = bench.standins.get(place);
    await bench.seen();
    expect(await live(bench)).toMatchObject({
      kind: "other",
      path: "spec.replicas",
      value: 1,
      cluster: place,
    });
    await standin?.cluster.scale(deployment, 4, { manager: "kubectl-scale" });
    await until(bench, (row) => row?.kind === "declared");
    await standin?.cluster.scale(deployment, 7, { manager: "kubectl-scale" });
    await until(bench, (row) => row?.value === 7);
    expect(await live(bench)).toMatchObject({ kind: "other", reason: null, more: 0 });
    await standin?.cluster.delete(deployment);
    await until(bench, (row) => row?.kind === "absent");
  });

  test("a silent cluster keeps what it said with its age and the cause, and is unknown where it was never heard", async () => {
    const bench = await open();
    await bench.seen();
    bench.standins.get(place)?.setFaults(["unreachable"]);
    await until(bench, (row) => row?.reason !== null);
    expect((await live(bench))?.asOf).not.toBeNull();
    await bench.restart();
    await until(bench, (row) => row?.reason !== null);
    expect(await live(bench)).toMatchObject({ kind: "unknown", asOf: null, value: undefined });
  });

  test("says nothing of an application that the reader may not see", async () => {
    const bench = await open();
    await bench.seen();
    const rows = [{ id: "v", application: "vault", left: 0, right: 0, path: "" }];
    const told = (who: string) =>
      bench.value<{ rows: LiveRow[] }>(who, "environment.live", { ...pair, rows });
    expect((await told("alex")).rows).toHaveLength(1);
    expect((await told("dana")).rows).toEqual([]);
  });
});
