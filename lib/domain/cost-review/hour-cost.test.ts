import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceList } from "../price/price-list";
import { costHour, nodeBill } from "./hour-cost";
import { sumLines } from "./line";
import type { ContainerHour, NodeHour } from "./sample";

const prices = priceList(null, "USD");
const at = new Date("2026-11-23T10:00:00Z");
const node = (over: Partial<NodeHour> = {}): NodeHour => ({
  cluster: "staging-cluster",
  node: "n1",
  environment: "staging",
  instanceType: "t3.large",
  region: "eu-central-1",
  spot: false,
  capacity: { cpu: 2, ram: 8, gpu: 0 },
  hours: 1,
  ...over,
});
const container = (over: Partial<ContainerHour> = {}): ContainerHour => ({
  cluster: "staging-cluster",
  environment: "staging",
  application: "web",
  team: "storefront",
  node: "n1",
  namespace: "web-staging",
  controllerKind: "ReplicaSet",
  controller: "web-1",
  pod: "web-1-a",
  container: "web",
  hours: 1,
  request: { cpu: 0.5, ram: 1 },
  usage: { cpu: 0.1, ram: 2 },
  ...over,
});

describe("the cost of an hour", () => {
  it("charges what was asked for or what was used, whichever is more, and leaves the rest idle", () => {
    const lines = costHour([node()], [container()], prices, at);
    const used = lines.find((line) => line.kind === "used");
    const idle = lines.find((line) => line.kind === "idle");
    expect(used).toMatchObject({ application: "web", cpu: 0.5, ram: 2, cpuUsed: 0.1, ramAsked: 1 });
    expect((used?.cost ?? 0) + (idle?.cost ?? 0)).toBeCloseTo(0.0832, 12);
    expect(used?.cpuCost).toBeCloseTo((idle?.cpuCost ?? 0) / 3, 12);
  });

  it("counts a node without a price instead of pricing it with 0", () => {
    const lines = costHour([node({ instanceType: "x99.mega" })], [container()], prices, at);
    expect(sumLines(lines)).toMatchObject({ cost: 0, unpriced: 1 });
  });

  const amount = fc.double({ min: 0, max: 40, noNaN: true });
  const cluster = fc.constantFrom("a", "b");
  const anyNode = fc
    .record({
      cluster,
      instanceType: fc.constantFrom("t3.small", "c5.2xlarge", "g4dn.xlarge", "unknown"),
      hours: fc.double({ min: 0.01, max: 1, noNaN: true }),
    })
    .map((one) => node({ ...one, capacity: prices.size(one.instanceType) ?? { cpu: 2, ram: 4, gpu: 0 } }));
  const anyContainer = fc
    .record({
      cluster,
      application: fc.constantFrom("web", "search", null),
      hours: fc.double({ min: 0, max: 1, noNaN: true }),
      request: fc.record({ cpu: amount, ram: amount }),
      usage: fc.record({ cpu: amount, ram: amount }),
    })
    .map(container);

  it("adds up to what the nodes cost, whatever runs on them, and idle is never negative", () => {
    fc.assert(
      fc.property(fc.array(anyNode), fc.array(anyContainer), (nodes, containers) => {
        const lines = costHour(nodes, containers, prices, at);
        expect(Math.abs(sumLines(lines).cost - nodeBill(nodes, prices, at))).toBeLessThan(1e-6);
        for (const line of lines) expect(line.cost).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
