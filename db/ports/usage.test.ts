import fc from "fast-check";
import { expect, it } from "vitest";
import { summaryOf, type UsePoint } from "@/lib/domain/capacity-review/right-size";
import { podUse, type UseHour } from "@/lib/domain/capacity-review/use-hour";
import type { ContainerHour } from "@/lib/domain/cost-review/sample";
import { onEveryStore } from "../testing/store";

const start = new Date("2026-11-09T00:00:00Z");
const at = (hours: number) => new Date(start.getTime() + hours * 3_600_000);
const key = { cluster: "prod", namespace: "web", workload: "web", container: "app" };
const row = (hour: number, cpu: number, part: Partial<UseHour> = {}): UseHour => ({
  ...key,
  hour: at(hour),
  pods: 2,
  samples: 24,
  cpu: { mean: cpu / 2, peak: cpu },
  ram: { mean: cpu / 2, peak: cpu },
  ...part,
});
const all = { places: [{ cluster: "prod", namespace: "web" }], since: start, until: at(10_000) };
const sampled = (pod: string, cpu: number, ram: number): ContainerHour => ({
  cluster: "prod",
  environment: "production",
  application: "web",
  team: null,
  node: "n1",
  namespace: "web",
  labels: {},
  controllerKind: "ReplicaSet",
  controller: `web-${pod.slice(0, 1)}5d9`,
  pod,
  container: "app",
  hours: 1,
  request: { cpu: 1, ram: 1, gpu: 0 },
  usage: { cpu, ram },
});

onEveryStore("usage", (open) => {
  it("summarises a window in the database exactly as the rule does over its hours", async () => {
    const values = fc.array(fc.option(fc.integer({ min: 0, max: 4_000 })), { minLength: 1, maxLength: 100 });
    const edge = fc.integer({ min: 0, max: 100 });
    await fc.assert(
      fc.asyncProperty(values, edge, edge, async (peaks, one, other) => {
        const store = await open.store();
        const [since, until] = [Math.min(one, other), Math.max(one, other)];
        const measured = peaks.flatMap((peak, hour) => (peak === null ? [] : [{ peak, hour }]));
        await store.write((tx) => tx.usage.add(measured.map(({ peak, hour }) => row(hour, peak))));
        const ask = { ...all, since: at(since), until: at(until) };
        const [found, ...others] = await store.read.usage.containers(ask);
        const expected = summaryOf(
          measured
            .filter(({ hour }) => hour >= since && hour < until)
            .map(({ peak, hour }): UsePoint => ({ at: at(hour).getTime(), mean: peak / 2, peak })),
        );
        expect(others).toEqual([]);
        expect(found === undefined).toBe(expected === null);
        for (const use of found ? [found.cpu, found.ram] : [])
          for (const figure of ["p50", "p95", "max", "points", "days"] as const)
            expect(use[figure]).toBeCloseTo(expected?.[figure] ?? Number.NaN, 6);
      }),
      { numRuns: 25 },
    );
  });

  it("adds the samples of an hour up: a mean weighed by measurements, the highest peak, the most pods", async () => {
    const store = await open.store();
    await store.write((tx) => tx.usage.add([row(0, 4, { pods: 3, samples: 3 })]));
    await store.write((tx) => tx.usage.add([row(0, 1, { pods: 1, samples: 1 })]));
    const hours = await store.read.usage.hours({ of: key, since: start, until: at(1) });
    expect(hours).toEqual([
      { hour: start, pods: 3, cpu: { mean: 1.625, peak: 4 }, ram: { mean: 1.625, peak: 4 } },
    ]);
  });

  it("keeps every release of a workload as one, and what was not measured as nothing rather than 0", async () => {
    const store = await open.store();
    const slot = at(0);
    const sample = (minutes: number, containers: readonly ContainerHour[]) =>
      store.write((tx) =>
        tx.samples.record({
          cluster: "prod",
          slot: new Date(slot.getTime() + minutes * 60_000),
          late: false,
          usageFrom: "metrics.k8s.io",
          assets: null,
          nodes: [],
          containers,
        }),
      );
    await sample(0, [sampled("a1", 0.2, 0.5), sampled("a2", 0.4, 0.7)]);
    await sample(5, [sampled("b1", 0.9, 0.6), sampled("b2", 0, 0)]);
    const [hour] = await store.read.usage.hours({ of: key, since: slot, until: at(1) });
    expect(hour).toMatchObject({ pods: 2, cpu: { mean: 0.5, peak: 0.9 }, ram: { mean: 0.6, peak: 0.7 } });
    expect(podUse([sampled("b2", 0, 0)])).toEqual([]);
  });

  it("answers only the places, the window and the fleet that were asked for, and forgets what is too old", async () => {
    const store = await open.store();
    await (await open.store()).write((tx) => tx.usage.add([row(1, 9)]));
    await store.write((tx) => tx.usage.add([row(1, 1), row(1, 2, { namespace: "api" }), row(30, 3)]));
    const ask = { ...all, until: at(24) };
    expect(await store.read.usage.containers(ask)).toMatchObject([
      { namespace: "web", cpu: { max: 1, points: 1 } },
    ]);
    await store.write((tx) => tx.usage.forget(at(23)));
    expect(await store.read.usage.containers(all)).toMatchObject([{ cpu: { max: 3, points: 2 } }]);
    await store.write((tx) => tx.usage.forget(at(24)));
    expect(await store.read.usage.containers(all)).toMatchObject([{ cpu: { max: 3, points: 1 } }]);
  });

  it("counts the most pods of a workload in each hour of the window, whichever container was seen in them", async () => {
    const store = await open.store();
    await store.write((tx) =>
      tx.usage.add([
        row(1, 1),
        row(1, 1, { container: "proxy", pods: 5 }),
        row(3, 1, { container: "proxy", pods: 1 }),
        row(9, 1, { pods: 7 }),
        row(30, 1, { pods: 4 }),
      ]),
    );
    const days = await store.read.usage.pods({ ...all, until: at(9) });
    expect(days).toMatchObject([{ cluster: "prod", namespace: "web", workload: "web", day: start }]);
    expect(days[0]?.pods).toEqual(
      Array.from({ length: 24 }, (_, hour) => (hour === 1 ? 5 : hour === 3 ? 1 : null)),
    );
    const later = await store.read.usage.pods({ ...all, since: at(10) });
    expect(later.map(({ day, pods }) => [day, pods[6]])).toEqual([[at(24), 4]]);
  });

  it("remembers that a container ran out of memory once, however many looks tell it, and only within the window", async () => {
    const store = await open.store();
    const killed = { at: at(1), ram: 0.5 };
    const look = (minutes: number, more: Partial<ContainerHour> = {}) =>
      store.write((tx) =>
        tx.samples.record({
          cluster: "prod",
          slot: new Date(at(2).getTime() + minutes * 60_000),
          late: false,
          usageFrom: "metrics.k8s.io",
          assets: null,
          nodes: [],
          containers: [{ ...sampled("a1", 0.2, 0.4), killed, ...more }],
        }),
      );
    await look(0);
    await look(5);
    await look(10, { killed: { at: at(2), ram: 0.25 } });
    const [use] = await store.read.usage.containers(all);
    expect(use?.killed).toEqual({ times: 2, last: at(2), ram: 0.5 });
    const [later] = await store.read.usage.containers({ ...all, since: at(2) });
    expect(later?.killed).toEqual({ times: 1, last: at(2), ram: 0.25 });
    await store.write((tx) => tx.usage.add([row(99, 1, { workload: "api" })]));
    await store.write((tx) => tx.usage.forget(at(72)));
    expect(await store.read.usage.containers(all)).toMatchObject([{ workload: "api", killed: null }]);
  });
});
