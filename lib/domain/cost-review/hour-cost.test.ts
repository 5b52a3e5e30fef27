import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPriceFile } from "../price/price-file";
import { priceList } from "../price/price-list";
import { noFacets } from "./facet";
import { assetBill, costHour, nodeBill } from "./hour-cost";
import { hourLineId, sumLines } from "./line";
import type { AssetHour, ContainerHour, NodeHour } from "./sample";

const prices = priceList(null, "USD");
const at = new Date("2026-11-23T10:00:00Z");
const region = `regions:
  eu-central-1:
    units: { cpu: 0.03, ram: 0.004, gpu: 0.5 }
    storage: { gp3: 0.0952 }
    load_balancer: 0.027
    egress: { internet: 0.09 }
`;
const own = priceList(readPriceFile(region).file, "USD");
const asset = (over: Partial<AssetHour> = {}): AssetHour => ({
  cluster: "staging-cluster",
  environment: "staging",
  application: "web",
  team: "storefront",
  kind: "volume",
  name: "pvc-1",
  class: "gp3",
  region: "eu-central-1",
  amount: 100,
  mounted: true,
  ...noFacets,
  hours: 1,
  ...over,
});
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
  labels: {},
  hours: 1,
  request: { cpu: 0.5, ram: 1, gpu: 0 },
  usage: { cpu: 0.1, ram: 2 },
  ...over,
});

describe("the cost of an hour", () => {
  it("charges what was asked for or what was used, whichever is more, and leaves the rest idle", () => {
    const lines = costHour({ nodes: [node()], containers: [container()], assets: null }, prices, at);
    const used = lines.find((line) => line.kind === "used");
    const idle = lines.find((line) => line.kind === "idle");
    expect(used).toMatchObject({ application: "web", cpu: 0.5, ram: 2, cpuUsed: 0.1, ramAsked: 1 });
    expect((used?.cost ?? 0) + (idle?.cost ?? 0)).toBeCloseTo(0.0832, 12);
    expect(used?.cpuCost).toBeCloseTo((idle?.cpuCost ?? 0) / 3, 12);
  });

  it("counts a node without a price instead of pricing it with 0", () => {
    const lines = costHour(
      { nodes: [node({ instanceType: "x99.mega" })], containers: [container()], assets: [] },
      prices,
      at,
    );
    expect(sumLines(lines)).toMatchObject({ cost: 0, unpriced: 1 });
  });

  it("charges volumes, load balancers and traffic to who has them, and what nobody has to nobody", () => {
    const assets = [
      asset(),
      asset({ kind: "balancer", name: "web/web", class: null, amount: 1, hours: 0.5 }),
      asset({ kind: "egress", name: "web", class: "internet", amount: 2 }),
      asset({ name: "pvc-lost", mounted: false }),
    ];
    const lines = costHour({ nodes: [], containers: [], assets }, own, at);
    expect(lines.map(({ kind, application, cost }) => [kind, application, Number(cost.toFixed(6))])).toEqual([
      ["volume", "web", Number(((100 * 0.0952) / 730).toFixed(6))],
      ["balancer", "web", 0.0135],
      ["egress", "web", 0.18],
      ["unmounted", null, Number(((100 * 0.0952) / 730).toFixed(6))],
    ]);
  });

  it("counts a volume without a price, and never prices it with 0", () => {
    const lines = costHour({ nodes: [], containers: [], assets: [asset({ class: "io2" })] }, own, at);
    expect(sumLines(lines)).toMatchObject({ cost: 0, unpriced: 1 });
  });

  it("prices a node of a type without a price by its region's price of a core and a GiB", () => {
    const lines = costHour({ nodes: [node({ instanceType: null })], containers: [], assets: null }, own, at);
    expect(sumLines(lines)).toMatchObject({ cost: 2 * 0.03 + 8 * 0.004, unpriced: 0 });
  });

  it("takes the GPU's own price off its node first, and whoever asked for the GPU pays it", () => {
    const nodes = [node({ instanceType: "g4dn.xlarge", capacity: { cpu: 4, ram: 16, gpu: 1 } })];
    const rates = priceList(readPriceFile(region).file, "USD");
    const asks = [container({ request: { cpu: 0, ram: 0, gpu: 1 }, usage: null })];
    const lines = costHour({ nodes, containers: asks, assets: null }, rates, at);
    const whole = rates.price({ type: "g4dn.xlarge", region: "eu-central-1", spot: false, at })?.hour ?? 0;
    expect(lines.find(({ kind }) => kind === "used")?.cost).toBeCloseTo(Math.min(0.5, whole), 12);
    expect(sumLines(lines).cost).toBeCloseTo(whole, 12);
  });

  it("an unknown use is neither used nor asked for, so that it never looks like waste", () => {
    const containers = [container(), container({ pod: "web-1-b", usage: null })];
    const [used] = costHour({ nodes: [node()], containers, assets: null }, prices, at);
    expect(used).toMatchObject({ cpu: 1, count: 2, cpuAsked: 0.5, cpuUsed: 0.1 });
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
      request: fc.record({ cpu: amount, ram: amount, gpu: fc.integer({ min: 0, max: 2 }) }),
      usage: fc.option(fc.record({ cpu: amount, ram: amount })),
    })
    .map(container);

  const anyAsset = fc
    .record({
      cluster,
      kind: fc.constantFrom("volume", "balancer", "egress"),
      class: fc.constantFrom("gp3", "internet", "unknown", null),
      mounted: fc.boolean(),
      amount,
      hours: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(asset);
  const found = fc.record({
    nodes: fc.array(anyNode),
    containers: fc.array(anyContainer),
    assets: fc.array(anyAsset),
  });

  it("adds up to what everything costs, whatever runs, and no line is ever negative", () => {
    fc.assert(
      fc.property(found, fc.constantFrom(prices, own), (all, list) => {
        const lines = costHour(all, list, at);
        const whole = nodeBill(all.nodes, list, at) + assetBill(all.assets, list);
        expect(Math.abs(sumLines(lines).cost - whole)).toBeLessThan(1e-6);
        for (const line of lines) expect(line.cost).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("clusters computed apart or together make the same lines", () => {
    fc.assert(
      fc.property(found, (all) => {
        const of = <Row extends { cluster: string }>(rows: readonly Row[], name: string) =>
          rows.filter((row) => row.cluster === name);
        const apart = ["a", "b"].flatMap((name) =>
          costHour(
            {
              nodes: of(all.nodes, name),
              containers: of(all.containers, name),
              assets: of(all.assets, name),
            },
            own,
            at,
          ),
        );
        const sorted = (lines: typeof apart) =>
          [...lines].sort((one, two) => (hourLineId(one) < hourLineId(two) ? -1 : 1));
        expect(sorted(costHour(all, own, at))).toEqual(sorted(apart));
      }),
    );
  });

  it("sharing a thing among more owners keeps what it costs", () => {
    fc.assert(
      fc.property(anyAsset, fc.integer({ min: 1, max: 9 }), (one, owners) => {
        const shared = Array.from({ length: owners }, (_, index) => ({
          ...one,
          application: `app-${index}`,
          hours: one.hours / owners,
        }));
        const cost = (assets: readonly AssetHour[]) =>
          sumLines(costHour({ nodes: [], containers: [], assets }, own, at)).cost;
        expect(Math.abs(cost(shared) - cost([one]))).toBeLessThan(1e-6);
      }),
    );
  });
});
