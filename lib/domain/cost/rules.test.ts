import { describe, expect, it } from "vitest";
import { allocatedHours, containerCost } from "./container-cost";
import { efficiencyOf, rowEfficiency } from "./efficiency";
import { idleOf } from "./idle";
import { loadBalancerCosts } from "./load-balancer-cost";
import { networkCost } from "./network-cost";
import { splitNodePrice } from "./node-price";
import { volumeCosts } from "./volume-cost";

describe("a container", () => {
  it("costs the larger of request and usage, hour by hour", () => {
    expect(containerCost({ request: 2, usage: 0.5, hours: 3 }, 0.1)).toBeCloseTo(0.6, 12);
    expect(containerCost({ request: 0.25, usage: 0.5, hours: 2 }, 0.1)).toBeCloseTo(0.1, 12);
    const [a, b] = [
      { request: 4, usage: 1, hours: 1 },
      { request: 0, usage: 2, hours: 1 },
    ];
    expect(allocatedHours(a) + allocatedHours(b)).toBe(6);
  });
});

describe("a node's price", () => {
  // The specification's example: base prices make 30, 30 and 10, the node costs 35.
  const base = { cpu: 3, ram: 0.5, gpu: 10 };
  const capacity = { cpu: 10, ram: 60, gpu: 1 };
  it("is split in the ratio of the base prices, and the parts add up", () => {
    expect(splitNodePrice(35, capacity, {}, base)).toEqual({
      parts: { cpu: 15, ram: 15, gpu: 5 },
      unit: { cpu: 1.5, ram: 0.25, gpu: 5 },
    });
  });
  it("has a known GPU price taken off first", () => {
    expect(splitNodePrice(35, capacity, { gpu: 11 }, base)?.parts).toEqual({ cpu: 12, ram: 12, gpu: 11 });
    expect(splitNodePrice(35, capacity, { gpu: 99 }, base)?.parts).toEqual({ cpu: 0, ram: 0, gpu: 35 });
    expect(splitNodePrice(35, { ...capacity, gpu: 0 }, { gpu: 11 }, base)?.parts.gpu).toBe(0);
  });
  it("is no price, not 0, for a node without capacity", () => {
    expect(splitNodePrice(35, { cpu: 0, ram: 0, gpu: 0 })).toBeNull();
  });
});

describe("idle", () => {
  const bills = [
    { cluster: "c", node: "a", cost: { cpu: 10, ram: 4, gpu: 0 } },
    { cluster: "c", node: "b", cost: { cpu: 10, ram: 4, gpu: 0 } },
  ];
  const allocated = [
    { cluster: "c", node: "a", cost: { cpu: 12, ram: 1, gpu: 0 } },
    { cluster: "c", node: "b", cost: { cpu: 3, ram: 1, gpu: 0 } },
  ];
  it("is what the nodes cost less what was given out, by cluster", () => {
    expect(idleOf(bills, allocated, "cluster")).toEqual({
      idle: [{ cluster: "c", node: null, cost: { cpu: 5, ram: 6, gpu: 0 } }],
      overAllocated: [],
    });
  });
  it("is 0 on an over-allocated node, and the excess is told apart", () => {
    const { idle, overAllocated } = idleOf(bills, allocated, "node");
    expect(idle.map(({ cost }) => cost.cpu)).toEqual([0, 7]);
    expect(overAllocated).toEqual([{ cluster: "c", node: "a", cost: { cpu: 2, ram: 0, gpu: 0 } }]);
  });
});

describe("volumes and load balancers", () => {
  it("split each slice of a volume's time over the pods that had it, and keep the time nobody did", () => {
    const costs = volumeCosts(
      { from: 0, to: 10 },
      [
        { pod: "a", from: 1, to: 5 },
        { pod: "b", from: 3, to: 20 },
      ],
      1,
    );
    expect([...costs]).toEqual([
      ["__unmounted__", 1],
      ["a", 3],
      ["b", 6],
    ]);
    expect([...volumeCosts({ from: 0, to: 2 }, [], 3)]).toEqual([["__unmounted__", 6]]);
  });
  it("split a load balancer by the hours that pods stood behind it", () => {
    const costs = loadBalancerCosts(
      { from: 0, to: 10 },
      [
        { pod: "a", from: -5, to: 10 },
        { pod: "b", from: 5, to: 10 },
      ],
      0.3,
    );
    expect(costs.get("a")).toBeCloseTo(2, 12);
    expect(costs.get("b")).toBeCloseTo(1, 12);
    expect([...loadBalancerCosts({ from: 0, to: 2 }, [], 3)]).toEqual([["__unmounted__", 6]]);
  });
  it("price traffic by how far it went", () => {
    expect(networkCost({ zone: 2 ** 30, region: 2 ** 31, internet: 2 ** 30 })).toBeCloseTo(0.15, 12);
  });
});

describe("efficiency", () => {
  it("is usage over request, and may be more than 1", () => {
    expect(efficiencyOf({ requested: 2, used: 1 }, 5)).toBe(0.5);
    expect(efficiencyOf({ requested: 1, used: 3 }, 5)).toBe(3);
  });
  it("without a request is 1 when there is usage and cost, else 0; unknown stays unknown", () => {
    expect(efficiencyOf({ requested: 0, used: 1 }, 5)).toBe(1);
    expect(efficiencyOf({ requested: 0, used: 1 }, 0)).toBe(0);
    expect(efficiencyOf({ requested: 0, used: 0 }, 5)).toBe(0);
    expect(efficiencyOf(null, 5)).toBeNull();
  });
  it("in total is weighted by cost", () => {
    const half = { requested: 2, used: 1 };
    const full = { requested: 1, used: 1 };
    expect(rowEfficiency(half, full, { cpu: 3, ram: 1 }).total).toBe(0.625);
    expect(rowEfficiency(half, full, { cpu: 0, ram: 0 }).total).toBe(0);
    expect(rowEfficiency(half, null, { cpu: 1, ram: 1 }).total).toBeNull();
  });
});
