import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testStore } from "@/db/testing/store";
import { type RealCluster, realCluster, whyNoCluster } from "@/e2e/parts/real-cluster";
import { healthOf } from "@/lib/domain/health";
import { asleepNote, replicasOf } from "@/lib/domain/schedule/asleep";
import { type Bench, openBench, sharedRenderer } from "@/lib/operations/testing/bench";
import { fleetFile } from "@/lib/operations/testing/tree";
import type { ApplyResult } from "@/lib/ports/cluster";

const parts = { controllers: true, pods: true };
const where = whyNoCluster("a schedule on a real Kubernetes", parts);
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const ref = { apiVersion: "apps/v1", kind: "Deployment", namespace: "web-dev", name: "web" };

describe.skipIf(where.skip)(where.title, () => {
  const shared = sharedRenderer();
  let real: RealCluster;
  let bench: Bench;
  beforeAll(async () => {
    real = await realCluster(parts);
    bench = await openBench({
      store: await testStore(),
      renderer: shared.renderer,
      files: {
        "orchestr8.yaml": fleetFile().replace(
          "dev: { type: development }",
          'dev: { type: development, schedule: { from: "08:00", to: "20:00" } }',
        ),
      },
      clusters: async () => ({
        clusters: new Map([["dev-cluster", real.cluster]]),
        problems: new Map(),
        close: async () => undefined,
      }),
    });
  });
  afterAll(async () => {
    await bench?.close();
    await real?.stop();
    shared.remove();
  });

  const web = async () => {
    const found = await real.cluster.get(ref);
    if (!found) throw new Error("web is not there");
    return found;
  };
  /** Git's own objects, as our applier or Argo CD brings them. */
  const applied = async (manager: string): Promise<readonly ApplyResult[]> => {
    const state = await bench.engine.desired.head();
    const placement = state.fleet.placements.find(({ id }) => id.startsWith("web/dev/"));
    if (!placement) throw new Error("web is not placed in dev");
    const { objects } = await state.render(placement);
    const answers: ApplyResult[] = [];
    for (const object of [...objects].sort(
      (a, b) => Number(b.kind === "Namespace") - Number(a.kind === "Namespace"),
    ))
      answers.push(await real.cluster.apply(object, { manager, force: true }));
    return answers;
  };
  /** Turns the schedules until the cluster is as wanted. */
  const until = async (ready: () => Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + 60_000; Date.now() < end; ) {
      await bench.engine.rounds.schedules();
      if (await ready()) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`it never came to that: ${JSON.stringify(await web())}`);
  };

  test("sleeps in one write with its size noted, ends its pods, is no drift, and wakes to the size it had", async () => {
    for (const { kind } of await applied("argocd-controller")) expect(kind).toBe("applied");
    await real.cluster.scale(ref, 3, { manager: "kubectl" });
    bench.clock.at = new Date("2026-11-23T20:00:30+01:00");
    await until(async () => replicasOf(await web()) === 0);
    expect(asleepNote(await web())).toEqual({ replicas: 3, declared: 1, since: "2026-11-23T19:00:00.000Z" });
    expect(healthOf(await web())?.word).toBe("asleep");
    await until(async () => {
      const { status } = await web();
      return ((status as { replicas?: number } | undefined)?.replicas ?? 0) === 0;
    });
    bench.clock.at = new Date("2026-11-24T08:00:10+01:00");
    await until(async () => replicasOf(await web()) === 3);
    expect(asleepNote(await web())).toBeNull();
    const { items } = await bench.store.read.ledger.list({ environment: "dev" }, { limit: 10 });
    expect(items.map(({ action, reason }) => [action, reason])).toEqual([
      ["environment.wake", "none to 3 pods, until Tue 20:00 Berlin"],
      ["environment.sleep", "3 pods to none, until Tue 08:00 Berlin"],
    ]);
  });

  test("an applier that puts the pods back is named, and left until the next rest", async () => {
    bench.clock.at = new Date("2026-11-24T20:00:30+01:00");
    await until(async () => replicasOf(await web()) === 0);
    await applied("argocd-controller");
    expect(replicasOf(await web())).toBe(1);
    const told = async () =>
      (await bench.store.read.ledger.list({ environment: "dev", decision: "refused" }, { limit: 10 })).items;
    await until(async () => (await told()).length > 0);
    expect((await told())[0]?.reason).toMatch(
      /^argocd-controller scaled it to 1 pod while it slept; .* ignore spec\.replicas$/,
    );
    expect(replicasOf(await web())).toBe(1);
  });

  test("who may not change workloads is told so, and nothing is half done", async () => {
    const viewer = await real.as("viewer");
    const live = await web();
    const answer = await viewer.patch(
      ref,
      { metadata: { resourceVersion: String(live.metadata.resourceVersion) }, spec: { replicas: 0 } },
      { manager: "orchestr8-schedule" },
    );
    expect(answer.kind).toBe("refused");
    expect(replicasOf(await web())).toBe(1);
  });
});
