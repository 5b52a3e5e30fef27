import { afterAll, afterEach, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import type { FleetView } from "@/lib/contract/fleet";
import { asleepNote, replicasOf } from "@/lib/domain/schedule/asleep";
import { type Bench, openBench, sharedRenderer } from "@/lib/operations/testing/bench";
import { benches } from "@/lib/operations/testing/promotions";
import { fleetFile } from "@/lib/operations/testing/tree";
import type { Engine } from "./engine";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

const schedule = 'schedule: { from: "08:00", to: "20:00", exclude: [{ name: api }] }';
const files = {
  "orchestr8.yaml": fleetFile().replace(
    "dev: { type: development }",
    `dev: { type: development, ${schedule} }`,
  ),
};
const hour = 3_600_000;
const web = { apiVersion: "apps/v1", kind: "Deployment", namespace: "web-dev", name: "web" };
const api = { ...web, namespace: "api-dev", name: "api" };

onEveryStore("schedules", (stores) => {
  const { open, close } = benches(async () =>
    openBench({ store: await stores.store(), renderer: shared.renderer, files }),
  );
  afterEach(close);

  const cluster = (bench: Bench) => {
    const found = bench.engine.clusters.get("dev-cluster");
    if (!found) throw new Error("there is no dev-cluster");
    return found;
  };
  const pods = async (bench: Bench, ref = web): Promise<number> => {
    const found = await cluster(bench).get(ref);
    return found ? replicasOf(found) : Number.NaN;
  };
  /** Waits until the projection shows what the cluster has. */
  const caughtUp = (bench: Bench, engine: Engine = bench.engine) =>
    bench.seen(async () =>
      (
        await Promise.all(
          [web, api].map(async (ref) => {
            const [is, shown] = [
              await cluster(bench).get(ref),
              engine.live.namespace("dev-cluster", ref.namespace)?.objects.get(`apps/Deployment/${ref.name}`),
            ];
            return is?.metadata.resourceVersion === shown?.metadata.resourceVersion;
          }),
        )
      ).every(Boolean),
    );
  const turn = async (bench: Bench, engine: Engine = bench.engine) => {
    bench.tick();
    await caughtUp(bench, engine);
    await engine.rounds.schedules();
    bench.tick();
    await caughtUp(bench, engine);
  };
  const scale = async (bench: Bench, replicas: number) => {
    await cluster(bench).scale(web, replicas, { manager: "kubectl" });
  };
  const lines = async (bench: Bench, action: string) =>
    (await bench.store.read.ledger.list({ action }, { limit: 50 })).items;
  const at = (bench: Bench, wall: string) => {
    bench.clock.at = new Date(`${wall}:00+01:00`);
  };

  test("put a workload to sleep in the evening and wake it to its size in the morning, each once, with a line in the ledger", async () => {
    const bench = await open();
    await scale(bench, 3);
    at(bench, "2026-11-23T19:59");
    await turn(bench);
    expect(await pods(bench)).toBe(3);
    at(bench, "2026-11-23T20:00");
    for (let round = 0; round < 3; round++) await turn(bench);
    expect([await pods(bench), await pods(bench, api)]).toEqual([0, 1]);
    expect(asleepNote((await cluster(bench).get(web)) ?? (web as never))).toMatchObject({
      replicas: 3,
      declared: 1,
    });
    expect(await lines(bench, "environment.sleep")).toMatchObject([
      {
        actor: "orchestr8",
        object: "web/dev-cluster/Deployment/web",
        environment: "dev",
        decision: "done",
        reason: "3 pods to none, until Tue 08:00 Berlin",
      },
    ]);
    at(bench, "2026-11-24T08:00");
    for (let round = 0; round < 3; round++) await turn(bench);
    expect(await pods(bench)).toBe(3);
    expect(await lines(bench, "environment.wake")).toMatchObject([
      { reason: "none to 3 pods, until Tue 20:00 Berlin" },
    ]);
  });

  test("a server that was off over the evening or over the morning puts things right when it is back", async () => {
    const bench = await open();
    // No process looked at the edges; each starts with nothing in memory.
    for (const [wall, wanted] of [
      ["2026-11-23T23:17", 0],
      ["2026-11-24T11:00", 1],
    ] as const) {
      at(bench, wall);
      const started = await bench.second();
      await turn(bench, started);
      expect(await pods(bench)).toBe(wanted);
      await started.close();
    }
  });

  test("a clock that jumps back and forth over the edge ends where the clock ends, with the first size", async () => {
    const bench = await open();
    await scale(bench, 4);
    at(bench, "2026-11-23T20:10");
    await turn(bench);
    bench.forward(-hour);
    await turn(bench);
    expect(await pods(bench)).toBe(4);
    bench.forward(hour);
    await turn(bench);
    expect(await pods(bench)).toBe(0);
    bench.forward(12 * hour);
    await turn(bench);
    expect(await pods(bench)).toBe(4);
  });

  test("two replicas that both look scale a workload once", async () => {
    const bench = await open();
    const other = await bench.second();
    at(bench, "2026-11-23T20:00");
    bench.tick();
    await caughtUp(bench);
    await caughtUp(bench, other);
    const looked = await Promise.all([bench.engine.rounds.schedules(), other.rounds.schedules()]);
    expect(looked.filter(Boolean)).toHaveLength(1);
    // The lease of the first one runs out, and the other takes over.
    bench.forward(2 * 60_000);
    await turn(bench, other);
    expect(await pods(bench)).toBe(0);
    expect(await lines(bench, "environment.sleep")).toHaveLength(1);
    await other.close();
  });

  test("what somebody scales up in the night stays up, is told once, and sleeps again the next night", async () => {
    const bench = await open();
    at(bench, "2026-11-23T20:00");
    await turn(bench);
    await scale(bench, 2);
    for (let round = 0; round < 3; round++) await turn(bench);
    expect(await pods(bench)).toBe(2);
    const told = (await lines(bench, "environment.sleep")).filter(({ decision }) => decision === "refused");
    expect(told.map(({ reason }) => reason)).toEqual([
      "kubectl scaled it to 2 pods while it slept; it is left so until the next rest",
    ]);
    at(bench, "2026-11-24T20:00");
    await turn(bench);
    expect(await pods(bench)).toBe(0);
  });

  test("a cluster that refuses is told once, and is followed as soon as it lets us", async () => {
    const bench = await open();
    at(bench, "2026-11-23T20:00");
    const patch = vi
      .spyOn(cluster(bench), "patch")
      .mockImplementation(async () => ({ kind: "conflict", message: "somebody was first" }));
    await turn(bench);
    expect(await pods(bench)).toBe(1);
    patch.mockRestore();
    await turn(bench);
    expect(await pods(bench)).toBe(0);
  });

  test("a schedule that is taken away wakes what sleeps, and what sleeps is shown as that, not as drift", async () => {
    const bench = await open();
    at(bench, "2026-11-23T20:00");
    await turn(bench);
    const view = await bench.value<FleetView>("alex", "fleet.show");
    const cell = view.groups.flatMap(({ rows }) => rows).find((row) => row.application === "web")?.cells[0];
    expect(cell).toMatchObject({ environment: "dev", health: { kind: "waiting", word: "asleep" }, drift: 0 });
    await bench.push({ "orchestr8.yaml": fleetFile() }, "dev stays up");
    await turn(bench);
    expect(await pods(bench)).toBe(1);
    expect(await lines(bench, "environment.wake")).toMatchObject([
      { reason: "none to 1 pod, as no schedule holds any more" },
    ]);
  });
});
