import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFleet } from "../fleet/read";
import type { Plan } from "../plan/plan";
import { readPriceFile } from "../price/price-file";
import { priceList } from "../price/price-list";
import { planCost, planCostTitle } from "./plan-cost";

const fleetWith = (pool: string) =>
  readFleet({
    name: "acme",
    paths: ["orchestr8.yaml", "apps/web/environments.yaml", "apps/web/overlays/staging/kustomization.yaml"],
    texts: new Map([
      [
        "orchestr8.yaml",
        `name: acme
currency: EUR
clusters: { one: { region: eu-central-1 }, two: { region: eu-central-1 } }
environments: { staging: { type: staging, ${pool} } }
applications: { web: { path: apps/web } }
`,
      ],
      [
        "apps/web/environments.yaml",
        "environments: { staging: { cluster: one, failover_cluster: two, namespace: web-staging } }\n",
      ],
    ]),
  }).fleet;
const prices = (instances: string) =>
  priceList(
    readPriceFile(
      `currency: EUR\nas_of: 2026-10-01\nregions: { eu-central-1: { instances: { ${instances} } } }\n`,
    ).file,
    "EUR",
  );
const at = new Date("2026-11-20T12:00:00Z");
const fleet = fleetWith("node_pool: { instance_type: t3.large, min_nodes: 2, max_nodes: 5 }");
const known = prices("t3.large: { on_demand: 0.1 }, m5.large: { on_demand: 0.2 }");
const none = { application: "web", to: "staging", edits: [], capacity: [] } satisfies Partial<Plan>;
const capacity = (cpuMillis: number, gib: number) =>
  ["one", "two"].map((cluster) => ({
    placement: `web/staging/${cluster}`,
    cpuMillis,
    memoryBytes: gib * 2 ** 30,
  }));
const edit = (key: string, after: string): Plan["edits"][number] => ({
  letter: "a",
  file: "orchestr8.yaml",
  document: 0,
  path: ["environments", "staging", "node_pool", key],
  label: key,
  before: "2",
  after,
  line: 4,
  overrides: [],
});

describe("the cost of a plan", () => {
  it("is nothing to say when neither requests nor nodes change", () => {
    expect(planCost(fleet, none, known, at)).toBeNull();
    expect(planCost(fleet, { ...none, capacity: capacity(0, 0) }, known, at)).toBeNull();
  });

  it("of all that a node offers is the price of a node for a month, on every placement", () => {
    const cost = planCost(fleet, { ...none, capacity: capacity(2000, 8) }, known, at);
    expect(cost?.monthly).toBeCloseTo(2 * 0.1 * 730, 9);
    expect(cost?.parts.map(({ cluster, of }) => [cluster, of])).toEqual([
      ["one", "requests"],
      ["two", "requests"],
    ]);
    expect(cost && planCostTitle(cost)).toBe("+€146 a month, estimate");
  });

  it("is linear, and taking away what was added costs as much less", () => {
    const monthly = (cpu: number, gib: number) =>
      planCost(fleet, { ...none, capacity: capacity(cpu, gib) }, known, at)?.monthly ?? 0;
    fc.assert(
      fc.property(fc.integer({ min: -4000, max: 4000 }), fc.integer({ min: -16, max: 16 }), (cpu, gib) => {
        expect(monthly(cpu, gib) + monthly(-cpu, -gib)).toBeCloseTo(0, 9);
        expect(monthly(2 * cpu, 2 * gib)).toBeCloseTo(2 * monthly(cpu, gib), 6);
      }),
    );
  });

  it("of a larger pool is its new nodes at the minimum, and what it may grow to at the maximum", () => {
    const more = planCost(
      fleet,
      { ...none, edits: [edit("min_nodes", "3"), edit("min_nodes", "3")] },
      known,
      at,
    );
    expect(more).toMatchObject({ monthly: expect.closeTo(2 * 73, 9), most: expect.closeTo(0, 9) });
    expect(more && planCostTitle(more)).toBe(
      "+€146 a month at the minimum, nothing more at the maximum, estimate",
    );
    const type = planCost(fleet, { ...none, edits: [edit("instance_type", "m5.large")] }, known, at);
    expect(type).toMatchObject({
      monthly: expect.closeTo(2 * 2 * 73, 9),
      most: expect.closeTo(2 * 5 * 73, 9),
    });
    expect(type && planCostTitle(type)).toBe("+€292 a month at the minimum, +€730 at the maximum, estimate");
  });

  it("without a price says which, and is never 0", () => {
    const unknown = fleetWith("node_pool: { instance_type: x9.mega, min_nodes: 2 }");
    const cost = planCost(unknown, { ...none, capacity: capacity(500, 1) }, known, at);
    expect(cost).toMatchObject({ monthly: null, unpriced: ["x9.mega"] });
    expect(cost && planCostTitle(cost)).toBe("no price: x9.mega");
    const undeclared = planCost(fleetWith(""), { ...none, capacity: capacity(500, 1) }, known, at);
    expect(undeclared).toMatchObject({ monthly: null, unpriced: ["staging declares no instance type"] });
  });

  it("does not count another environment's pool", () => {
    const other = {
      ...edit("min_nodes", "9"),
      path: ["environments", "production", "node_pool", "min_nodes"],
    };
    expect(planCost(fleet, { ...none, edits: [other] }, known, at)).toBeNull();
  });
});
