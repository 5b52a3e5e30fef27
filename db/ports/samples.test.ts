import { expect, it } from "vitest";
import { noFacets } from "@/lib/domain/cost-review/facet";
import { type HourLine, noAmounts } from "@/lib/domain/cost-review/line";
import type { ClusterSample } from "@/lib/ports/store/samples";
import { onEveryStore } from "../testing/store";

const hour = new Date("2026-11-23T10:00:00Z");
const minutes = (count: number) => new Date(hour.getTime() + count * 60_000);
const sample = (slot: Date, cpu = 0.2): ClusterSample => ({
  cluster: "staging-cluster",
  slot,
  late: false,
  usageFrom: "metrics.k8s.io",
  assets: [
    {
      cluster: "staging-cluster",
      environment: "staging",
      application: "web",
      team: null,
      kind: "volume",
      name: "pvc-1",
      class: "gp3",
      region: "eu-central-1",
      amount: 20,
      mounted: true,
      namespace: "web-staging",
      controller: "deployment:web",
      labels: { tier: "front" },
      hours: 1,
    },
  ],
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
      labels: { tier: "front" },
      hours: 1,
      request: { cpu: 0.5, ram: 1, gpu: 0 },
      usage: { cpu, ram: 1.5 },
    },
  ],
});
const line = (over: Partial<HourLine> = {}): HourLine => ({
  ...noAmounts,
  cluster: "staging-cluster",
  environment: "staging",
  application: "web",
  team: "storefront",
  kind: "used",
  cost: 1,
  namespace: "web-staging",
  controller: "deployment:web",
  labels: { tier: "front" },
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
    expect(kept.assets).toEqual(sample(hour).assets);
    expect(await store.read.samples.open(minutes(60))).toEqual([{ cluster: "staging-cluster", hour }]);
  });

  it("an unknown use stays unknown, and leaves the average of what was measured alone", async () => {
    const store = await open.store();
    const blind = (slot: Date): ClusterSample => {
      const { containers, ...rest } = sample(slot);
      return { ...rest, usageFrom: null, containers: containers.map((one) => ({ ...one, usage: null })) };
    };
    const of = { cluster: "staging-cluster", hour };
    await store.write((tx) => tx.samples.record(blind(minutes(0))));
    expect((await store.read.samples.hour(of)).containers[0]?.usage).toBeNull();
    await store.write((tx) => tx.samples.record(sample(minutes(5), 0.4)));
    await store.write((tx) => tx.samples.record(blind(minutes(10))));
    expect((await store.read.samples.hour(of)).containers[0]).toMatchObject({
      hours: 1,
      usage: { cpu: 0.4, ram: 1.5 },
    });
    const coverage = await store.read.samples.coverage({ since: hour, until: minutes(60) });
    expect(coverage).toMatchObject({
      hours: 1,
      measured: 0,
      withAssets: 1,
      usage: [{ from: "metrics.k8s.io", hours: 1 }],
    });
  });

  it("a volume that moved from one owner to another within the hour is paid by both, in slices", async () => {
    const store = await open.store();
    const owned = (slot: Date, application: string): ClusterSample => {
      const one = sample(slot);
      return { ...one, assets: one.assets?.map((asset) => ({ ...asset, application })) ?? null };
    };
    const unseen = { ...sample(minutes(15)), assets: null };
    for (const one of [
      owned(minutes(0), "web"),
      owned(minutes(5), "web"),
      owned(minutes(10), "search"),
      unseen,
    ])
      await store.write((tx) => tx.samples.record(one));
    const kept = await store.read.samples.hour({ cluster: "staging-cluster", hour });
    expect(kept.assets?.map(({ application, hours }) => [application, hours])).toEqual([
      ["search", expect.closeTo(1 / 3, 9)],
      ["web", expect.closeTo(2 / 3, 9)],
    ]);
    expect(await store.read.samples.assetClasses(hour)).toEqual([
      { kind: "volume", class: "gp3", region: "eu-central-1" },
    ]);
  });

  it("an hour that nobody sampled is found, told afterwards once, and never over a sampled one", async () => {
    const store = await open.store();
    await store.write((tx) => tx.samples.record(sample(minutes(0))));
    const ask = { cluster: "staging-cluster", since: minutes(-60), until: minutes(120) };
    expect(await store.read.samples.missing(ask)).toEqual([minutes(-60), minutes(60)]);
    const { slot: _, late: __, ...found } = sample(hour);
    const past = (at: Date) => ({
      ...found,
      hour: at,
      slots: 12,
      use: [],
      usageFrom: "prometheus" as const,
      containers: found.containers.map((one) => ({ ...one, hours: 0.25 })),
    });
    const keep = (at: Date) => store.write((tx) => tx.samples.recordPast(past(at)));
    expect([await keep(minutes(-60)), await keep(minutes(-60)), await keep(minutes(0))]).toEqual([
      true,
      false,
      false,
    ]);
    expect(await store.read.samples.missing(ask)).toEqual([minutes(60)]);
    const told = await store.read.samples.hour({ cluster: "staging-cluster", hour: minutes(-60) });
    expect(told.containers[0]?.hours).toBe(0.25);
    expect(told.assets).toEqual(found.assets);
  });

  it("a day told by a cost service stands, however many of our hours are over, and says where it is from", async () => {
    const store = await open.store();
    const day = { cluster: "staging-cluster", day: "2026-11-23", source: "opencost" as const };
    await store.write((tx) => tx.samples.record(sample(minutes(0))));
    await store.write((tx) => tx.samples.closeDay({ ...day, lines: [line({ cost: 7 })] }, "EUR"));
    await store.write((tx) => tx.samples.closeDay({ ...day, lines: [line({ cost: 9 })] }, "EUR"));
    await store.write((tx) =>
      tx.samples.close([{ cluster: "staging-cluster", hour, lines: null }], money, minutes(60)),
    );
    const all = { from: "2026-11-01", to: "2026-11-30" };
    const days = await store.read.samples.days({ ...all, currency: "EUR" });
    expect(days.map(({ cost }) => cost)).toEqual([9]);
    expect(await store.read.samples.open(minutes(60))).toEqual([]);
    expect(await store.read.samples.sources(all)).toEqual([
      { cluster: "staging-cluster", source: "opencost", days: ["2026-11-23"] },
    ]);
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
    const totals = (by: "day" | "month", from: string, to: string) =>
      store.read.samples.totals({ by, from, to, currency: "EUR" });
    expect(await totals("month", "2026-11", "2026-11")).toMatchObject([
      { period: "2026-11", environment: "staging", team: null, kind: "idle", cost: 6 },
      { period: "2026-11", environment: "staging", team: "storefront", kind: "used", cost: 21 },
    ]);
    expect((await totals("day", "2026-11-23", "2026-11-23")).map(({ cost }) => cost)).toEqual([4, 20]);
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

  it("tells days apart by namespace, controller and labels, parts that add up to the days, told by us or elsewhere", async () => {
    const store = await open.store();
    const lines = [
      line({ cost: 3 }),
      line({ cost: 2, controller: "cronjob:report", labels: null }),
      line({ cost: 1, namespace: "web-next", labels: { tier: "front", slot: "b" } }),
      line({ kind: "idle", application: null, team: null, cost: 4, ...noFacets }),
    ];
    const close = () =>
      store.write((tx) =>
        tx.samples.close([{ cluster: "staging-cluster", hour, lines }], money, minutes(60)),
      );
    await close();
    await close();
    const [own, told] = ["2026-11-23", "2026-11-24"];
    await store.write((tx) =>
      tx.samples.closeDay({ cluster: "staging-cluster", day: told, source: "opencost", lines }, "EUR"),
    );
    for (const day of [own, told]) {
      const ask = { from: day, to: day, currency: "EUR" };
      const parts = await store.read.samples.parts({ ...ask, by: ["controller", "label:tier"] });
      expect(
        parts
          .map((one) => [one.kind, one.namespace, one.controller, one.labels, one.cost])
          .sort((a, b) => Number(b[4]) - Number(a[4])),
      ).toEqual([
        ["idle", null, null, null, 4],
        ["used", "web-staging", "deployment:web", { tier: "front" }, 3],
        ["used", "web-staging", "cronjob:report", null, 2],
        ["used", "web-next", "deployment:web", { tier: "front", slot: "b" }, 1],
      ]);
      const days = await store.read.samples.days(ask);
      expect(days.map(({ kind, cost }) => [kind, cost])).toEqual([
        ["idle", 4],
        ["used", 6],
      ]);
    }
    const names = async () =>
      (await store.read.samples.labelNames({ from: own, to: told })).map(
        ({ environment, application, name }) => `${environment} ${application} ${name}`,
      );
    expect(await names()).toEqual(["staging web slot", "staging web tier"]);
    await store.write((tx) => tx.samples.forget({ samples: hour, hours: minutes(60), parts: told }));
    expect(await store.read.samples.parts({ from: own, to: own, currency: "EUR", by: [] })).toEqual([]);
    expect(await names()).toEqual(["staging web slot", "staging web tier"]);
    await store.write((tx) => tx.samples.forget({ samples: hour, hours: minutes(60), parts: "2026-11-25" }));
    expect(await names()).toEqual([]);
    expect(await store.read.samples.days({ from: own, to: told, currency: "EUR" })).toHaveLength(4);
  });

  it("keeps days when samples and hours are forgotten, and never sees another fleet's", async () => {
    const store = await open.store();
    await store.write((tx) => tx.samples.record(sample(minutes(0))));
    await store.write((tx) =>
      tx.samples.close([{ cluster: "staging-cluster", hour, lines: [line()] }], money, minutes(60)),
    );
    await store.write((tx) =>
      tx.samples.forget({ samples: minutes(60), hours: minutes(60), parts: "2026-11-24" }),
    );
    const all = { from: "2026-01-01", to: "2026-12-31", currency: "EUR" };
    expect(await store.read.samples.days(all)).toHaveLength(1);
    expect((await store.read.samples.hour({ cluster: "staging-cluster", hour })).containers).toEqual([]);
    const other = await open.store();
    expect(await other.read.samples.days(all)).toEqual([]);
  });

  it("tells how busy the measured hours of an environment were, and leaves out those whose use nobody knew", async () => {
    const store = await open.store();
    const used = (asked: number, cpuUsed: number, more: Partial<HourLine> = {}): HourLine =>
      line({ cpuAsked: asked, cpuUsed, ...more });
    const closed = [
      { hour: minutes(0), lines: [used(2, 1), used(1, 0.5, { application: "api" })] },
      { hour: minutes(60), lines: [used(0, 0)] },
      {
        hour: minutes(120),
        lines: [used(4, 1), used(9, 9, { environment: "dev" }), used(7, 7, { kind: "idle" })],
      },
    ];
    await store.write((tx) =>
      tx.samples.close(
        closed.map((one) => ({ cluster: "staging-cluster", ...one })),
        money,
        minutes(200),
      ),
    );
    const busy = (since: Date) => store.read.samples.busyHours({ environment: "staging", since });
    expect(await busy(minutes(0))).toEqual([
      { hour: minutes(0), asked: 3, used: 1.5 },
      { hour: minutes(120), asked: 4, used: 1 },
    ]);
    expect(await busy(minutes(1))).toEqual([{ hour: minutes(120), asked: 4, used: 1 }]);
    expect(
      await (await open.store()).read.samples.busyHours({ environment: "staging", since: hour }),
    ).toEqual([]);
  });
});
