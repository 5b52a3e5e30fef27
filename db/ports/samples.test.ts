import { expect, it } from "vitest";
import { type CostLine, noAmounts } from "@/lib/domain/cost-review/line";
import type { ClusterSample } from "@/lib/ports/store/samples";
import { onEveryStore } from "../testing/store";

const hour = new Date("2026-11-23T10:00:00Z");
const minutes = (count: number) => new Date(hour.getTime() + count * 60_000);
const sample = (slot: Date, cpu = 0.2): ClusterSample => ({
  cluster: "staging-cluster",
  slot,
  late: false,
  nodes: [
    {
      cluster: "staging-cluster",
      node: "n1",
      environment: "staging",
      instanceType: "t3.large",
      region: "eu-central-1",
      spot: false,
      capacity: { cpu: 2, ram: 8, gpu: 0 },
      hours: 1,
    },
  ],
  containers: [
    {
      cluster: "staging-cluster",
      environment: "staging",
      application: "web",
      team: null,
      node: "n1",
      namespace: "web-staging",
      controllerKind: "ReplicaSet",
      controller: "web-1",
      pod: "web-1-a",
      container: "web",
      hours: 1,
      request: { cpu: 0.5, ram: 1 },
      usage: { cpu, ram: 1.5 },
    },
  ],
});
const line = (over: Partial<CostLine> = {}): CostLine => ({
  ...noAmounts,
  cluster: "staging-cluster",
  environment: "staging",
  application: "web",
  team: "storefront",
  kind: "used",
  cost: 1,
  ...over,
});
const money = { currency: "EUR", zone: "Europe/Berlin" };

onEveryStore("samples", (open) => {
  it("counts a slot once, whichever replica took it, and averages the others of its hour", async () => {
    const store = await open.store();
    const record = (one: ClusterSample) => store.write((tx) => tx.samples.record(one));
    const both = await Promise.all([record(sample(minutes(0), 0.2)), record(sample(minutes(0), 0.2))]);
    expect(both.sort()).toEqual([false, true]);
    expect(await record(sample(minutes(5), 0.4))).toBe(true);
    expect(await record(sample(minutes(0), 9))).toBe(false);
    const kept = await store.read.samples.hour({ cluster: "staging-cluster", hour });
    expect(kept.containers).toEqual([
      { ...sample(hour).containers[0], hours: 1, usage: { cpu: expect.closeTo(0.3, 9), ram: 1.5 } },
    ]);
    expect(kept.nodes).toEqual(sample(hour).nodes);
    expect(await store.read.samples.open(minutes(60))).toEqual([{ cluster: "staging-cluster", hour }]);
  });

  it("gives the lease to one owner until it runs out", async () => {
    const store = await open.store();
    const ask = (owner: string, now: Date) =>
      store.write((tx) => tx.samples.lease({ name: "sampling", owner, ms: 60_000 }, now));
    expect(await ask("a", minutes(0))).toBe(true);
    expect(await ask("b", minutes(0.5))).toBe(false);
    expect(await ask("a", minutes(0.5))).toBe(true);
    expect(await ask("b", minutes(2))).toBe(true);
  });

  it("adds hours up to days of the fleet's zone, and the same hour again replaces itself", async () => {
    const store = await open.store();
    const close = (at: string, cost: number) =>
      store.write((tx) =>
        tx.samples.close(
          [
            {
              cluster: "staging-cluster",
              hour: new Date(at),
              lines: [line({ cost }), line({ kind: "idle", application: null, team: null, cost: 2 })],
            },
          ],
          money,
          minutes(60),
        ),
      );
    await close("2026-11-22T22:00:00Z", 1);
    await close("2026-11-22T23:00:00Z", 4);
    await close("2026-11-23T22:00:00Z", 8);
    await close("2026-11-23T22:00:00Z", 16);
    const days = await store.read.samples.days({ from: "2026-11-01", to: "2026-11-30", currency: "EUR" });
    expect(days.map(({ day, kind, cost, team }) => [day, kind, cost, team])).toEqual([
      ["2026-11-22", "idle", 2, null],
      ["2026-11-22", "used", 1, "storefront"],
      ["2026-11-23", "idle", 4, null],
      ["2026-11-23", "used", 20, "storefront"],
    ]);
    expect(await store.read.samples.days({ from: "2026-11-01", to: "2026-11-30", currency: "USD" })).toEqual(
      [],
    );
    const week = await store.read.samples.week({ environment: "staging", since: new Date(0), ...money });
    expect(week).toEqual([
      { day: 0, hour: 0, cost: 6, idle: 2 },
      { day: 0, hour: 23, cost: 18, idle: 2 },
      { day: 6, hour: 23, cost: 3, idle: 2 },
    ]);
    expect(await store.read.samples.open(minutes(6000))).toEqual([]);
    const until = new Date("2026-12-01");
    expect(await store.read.samples.coverage({ since: new Date(0), until })).toMatchObject({
      hours: 3,
      measuredTo: new Date("2026-11-23T23:00:00Z"),
    });
  });

  it("keeps days when samples and hours are forgotten, and never sees another fleet's", async () => {
    const store = await open.store();
    await store.write((tx) => tx.samples.record(sample(minutes(0))));
    await store.write((tx) =>
      tx.samples.close([{ cluster: "staging-cluster", hour, lines: [line()] }], money, minutes(60)),
    );
    await store.write((tx) => tx.samples.forget({ samples: minutes(60), hours: minutes(60) }));
    const all = { from: "2026-01-01", to: "2026-12-31", currency: "EUR" };
    expect(await store.read.samples.days(all)).toHaveLength(1);
    expect((await store.read.samples.hour({ cluster: "staging-cluster", hour })).containers).toEqual([]);
    const other = await open.store();
    expect(await other.read.samples.days(all)).toEqual([]);
  });
});
