import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AllocateOptions, allocate } from "./allocate";
import type { Allocation, AllocationSet } from "./allocation";
import { costOf, nodeTotalOf, totalOf } from "./cost-parts";
import { idleOf } from "./idle";
import { matches } from "./selector";

const money = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 10_000 }).map((cents) => cents / 100),
);
const name = (...names: string[]) => fc.constantFrom(...names);

const allocation: fc.Arbitrary<Allocation> = fc
  .record({
    cluster: name("c1", "c2"),
    node: name("n1", "n2"),
    namespace: fc.option(name("a", "b", "c")),
    team: fc.option(name("core", "shop")),
    cpu: money,
    ram: money,
    gpu: money,
    pv: money,
  })
  .map(({ team, cpu, ram, gpu, pv, ...place }) => ({
    ...place,
    controllerKind: null,
    controller: null,
    pod: null,
    container: null,
    labels: team === null ? {} : { team },
    annotations: {},
    services: [],
    cost: costOf({ cpu, ram, gpu, pv }),
    cpu: null,
    ram: null,
    outside: false,
  }));

const nodeCost = fc.record({ cpu: money, ram: money, gpu: money });
const idle = fc.record({ cluster: name("c1", "c2"), node: fc.option(name("n1", "n2")), cost: nodeCost });
const set: fc.Arbitrary<AllocationSet> = fc.record({
  hours: fc.constant(24),
  allocations: fc.array(allocation, { maxLength: 12 }),
  idle: fc.array(idle, { maxLength: 4 }),
});

const namespace = { kind: "plain", field: "namespace" } as const;
const cluster = { kind: "plain", field: "cluster" } as const;
const team = { kind: "label", key: "team" } as const;
const by = fc.constantFrom<AllocateOptions["by"]>([namespace], [cluster], [team, namespace]);
const options: fc.Arbitrary<AllocateOptions> = fc.record({
  by,
  idle: name("separate", "share") as fc.Arbitrary<"separate" | "share">,
  idleSplit: fc.boolean(),
  share: fc.constantFrom<AllocateOptions["share"]>([], [{ property: namespace, value: "a" }]),
  overhead: money,
  split: name("even", "weighted") as fc.Arbitrary<"even" | "weighted">,
  filter: fc.constant([]),
});
const filter = fc.constantFrom<AllocateOptions["filter"]>(
  [{ property: namespace, value: "b" }],
  [{ property: cluster, value: "c1" }],
  [
    { property: team, value: "core" },
    { property: cluster, value: "c2" },
  ],
);

const close = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThan(1e-6 * Math.max(1, Math.abs(b)));
const inputTotal = ({ allocations, idle: spare }: AllocationSet) =>
  allocations.reduce((sum, { cost }) => sum + totalOf(cost), 0) +
  spare.reduce((sum, { cost }) => sum + nodeTotalOf(cost), 0);
const named = ({ rows }: ReturnType<typeof allocate>) =>
  new Map(rows.map((row) => [row.name, row.cost.total]));
const sameRows = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>) => {
  for (const key of new Set([...a.keys(), ...b.keys()])) close(a.get(key) ?? 0, b.get(key) ?? 0);
};

describe("whatever ran", () => {
  it("rows add up to the total, and sharing keeps what came in", () => {
    fc.assert(
      fc.property(set, options, (given, asked) => {
        const { rows, total } = allocate([given], asked);
        close(
          rows.reduce((sum, { cost }) => sum + totalOf(cost), 0),
          total,
        );
        close(total, inputTotal(given) + asked.overhead * 24);
        for (const { cost } of rows)
          for (const part of Object.values(cost)) expect(part).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("a filter never changes what one whole row carries", () => {
    fc.assert(
      fc.property(set, options, name("b", "c"), (given, asked, value) => {
        const plain = { ...asked, by: [namespace], idle: "share" as const };
        const all = named(allocate([given], plain));
        const some = named(allocate([given], { ...plain, filter: [{ property: namespace, value }] }));
        expect([...some.keys()]).toEqual(all.has(value) ? [value] : []);
        if (all.has(value)) close(some.get(value) ?? 0, all.get(value) ?? 0);
      }),
    );
  });

  it("under a filter, idle apart and idle shared make the same total", () => {
    fc.assert(
      fc.property(set, options, filter, (given, asked, kept) => {
        const total = (how: "share" | "separate") =>
          allocate([given], { ...asked, filter: kept, idle: how }).total;
        close(total("share"), total("separate"));
      }),
    );
  });

  it("filters that divide the whole divide its total", () => {
    fc.assert(
      fc.property(set, options, (given, asked) => {
        // An even split gives a row that is cut in two its whole part in both.
        const plain = { ...asked, split: "weighted" as const, share: [], overhead: 0 };
        const totalIn = (value: string) =>
          allocate([given], { ...plain, filter: [{ property: cluster, value }] }).total;
        close(totalIn("c1") + totalIn("c2"), allocate([given], plain).total);
      }),
    );
  });

  it("days add up: allocated by themselves, their rows are the rows of both", () => {
    fc.assert(
      fc.property(set, set, options, (one, two, asked) => {
        const days = [one, two].map((day) => named(allocate([day], asked)));
        const sum = new Map<string, number>();
        for (const day of days) for (const [key, cost] of day) sum.set(key, (sum.get(key) ?? 0) + cost);
        sameRows(named(allocate([one, two], { ...asked, idleSplit: false })), unsplit(sum));
      }),
    );
  });

  it("clusters allocated apart or together make the same rows", () => {
    fc.assert(
      fc.property(set, options, (given, asked) => {
        const plain = { ...asked, by: [cluster, namespace], share: [], overhead: 0, idleSplit: false };
        const apart = ["c1", "c2"].map((value) => ({
          ...given,
          allocations: given.allocations.filter((one) => matches(one, { property: cluster, value })),
          idle: given.idle.filter((one) => one.cluster === value),
        }));
        sameRows(named(allocate([given], plain)), named(allocate(apart, plain)));
      }),
    );
  });

  it("idle is never negative, and what was given out is all accounted for", () => {
    const bill = fc.record({ cluster: name("c1", "c2"), node: name("n1", "n2"), cost: nodeCost });
    fc.assert(
      fc.property(
        fc.array(bill, { maxLength: 5 }),
        fc.array(bill, { maxLength: 5 }),
        name("cluster", "node") as fc.Arbitrary<"cluster" | "node">,
        (bills, allocated, by) => {
          const found = idleOf(bills, allocated, by);
          const sum = (all: readonly { cost: { cpu: number; ram: number; gpu: number } }[]) =>
            all.reduce((total, { cost }) => total + nodeTotalOf(cost), 0);
          for (const { cost } of found.idle)
            for (const part of Object.values(cost)) expect(part).toBeGreaterThanOrEqual(0);
          close(sum(found.idle) - sum(found.overAllocated), sum(bills) - sum(allocated));
        },
      ),
    );
  });
});

function unsplit(rows: ReadonlyMap<string, number>): Map<string, number> {
  const merged = new Map<string, number>();
  for (const [key, cost] of rows) {
    const name = key.endsWith("/__idle__") ? "__idle__" : key;
    merged.set(name, (merged.get(name) ?? 0) + cost);
  }
  return merged;
}
