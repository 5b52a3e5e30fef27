import { describe, expect, it } from "vitest";
import { allocate } from "./allocate";
import { OpenCostAnswer, readOpenCost } from "./opencost-answer";

const window = { start: "2026-11-01T00:00:00Z", end: "2026-11-02T00:00:00Z" };
const row = (namespace: string, more: object = {}) => ({
  name: `c/n/${namespace}/p/x`,
  properties: { cluster: "c", node: "n", namespace, controllerKind: "deployment", controller: "d" },
  window,
  minutes: 1440,
  cpuCost: 2,
  cpuCostAdjustment: -0.5,
  ramCost: 1,
  pvCost: 0.5,
  networkCost: 0.25,
  loadBalancerCost: 0.75,
  sharedCost: 0,
  externalCost: 0,
  cpuCoreRequestAverage: 2,
  cpuCoreUsageAverage: 1,
  ramByteRequestAverage: 0,
  ramByteUsageAverage: 0,
  totalCost: 99,
  ...more,
});
const idle = { name: "c/__idle__", properties: { cluster: "c" }, cpuCost: 3, ramCost: 1, gpuCost: 0 };

const options = {
  by: [{ kind: "plain", field: "namespace" }],
  idle: "separate",
  idleSplit: false,
  share: [],
  overhead: 0,
  split: "weighted",
  filter: [],
} as const;
const read = (data: object[], by: "cluster" | "node" = "cluster") =>
  readOpenCost(OpenCostAnswer.parse({ code: 200, data }), by);

describe("OpenCost's own answer", () => {
  it("becomes rows with adjusted costs, efficiencies and its idle", () => {
    const { sets, incomplete } = read([{ "c/n/a/p/x": row("a"), "c/__idle__": idle }]);
    expect(incomplete).toBe(false);
    expect(sets[0]?.hours).toBe(24);
    expect(allocate(sets, options).rows).toEqual([
      expect.objectContaining({ name: "__idle__", cost: expect.objectContaining({ total: 4 }) }),
      {
        name: "a",
        cost: {
          cpu: 1.5,
          ram: 1,
          gpu: 0,
          pv: 0.5,
          network: 0.25,
          loadBalancer: 0.75,
          shared: 0,
          external: 0,
          total: 4,
        },
        efficiency: { cpu: 0.5, ram: 0, total: 0.3 },
      },
    ]);
  });
  it("shares the idle of each step over that step alone", () => {
    const steps = [{ x: row("a"), "c/__idle__": idle }, { y: row("b") }];
    const { rows } = allocate(read(steps).sets, { ...options, idle: "share" });
    expect(rows.map(({ name, cost }) => [name, cost.total])).toEqual([
      ["a", 8],
      ["b", 4],
    ]);
  });
  it("spreads an overhead over the hours of every step", () => {
    const { total } = allocate(read([{ x: row("a") }, { y: row("a") }]).sets, { ...options, overhead: 1 });
    expect(total).toBe(8 + 48);
  });
  it("knows idle by node, by the name alone, and of everything at once", () => {
    const node = { "n/__idle__": { properties: { cluster: "c", node: "n" }, cpuCost: 1 } };
    expect(read([node], "node").sets[0]?.idle).toMatchObject([{ cluster: "c", node: "n" }]);
    expect(read([node], "cluster").sets[0]?.idle).toMatchObject([{ cluster: "c", node: null }]);
    expect(read([{ "c/__idle__": { cpuCost: 1 } }]).sets[0]?.idle).toMatchObject([
      { cluster: "c", node: null },
    ]);
    const merged = read([{ x: row("a"), __idle__: { properties: {}, cpuCost: 3 } }]).sets;
    expect(allocate(merged, { ...options, idle: "share" }).rows).toMatchObject([
      { name: "a", cost: { cpu: 4.5 } },
    ]);
  });
  it("is incomplete where a cost could not be computed", () => {
    expect(read([{ x: row("a", { gpuCost: null }) }]).incomplete).toBe(true);
  });
  it("keeps costs from outside the cluster out of every sharing", () => {
    const outside = { "x/__external__": { properties: { namespace: "b" }, externalCost: 7 } };
    const { rows } = allocate(read([{ x: row("a"), ...outside }]).sets, { ...options, overhead: 1 });
    expect(rows.map(({ name, cost }) => [name, cost.total])).toEqual([
      ["a", 28],
      ["b", 7],
    ]);
  });
});
