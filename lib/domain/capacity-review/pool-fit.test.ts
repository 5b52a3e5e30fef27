import fc from "fast-check";
import { expect, test } from "vitest";
import { fittingPool, isBurstable, meanCost, type NodeKind, neededIn, type Ran } from "./pool-fit";

const kind: NodeKind = {
  type: "m5.large",
  allocatable: { cpuMillis: 2_000, memoryBytes: 8_000 },
  hourPrice: 0.1,
};
const size = fc.record({
  cpuMillis: fc.integer({ min: 1, max: 1_700 }),
  memoryBytes: fc.integer({ min: 1, max: 6_800 }),
});
const ran: fc.Arbitrary<Ran> = fc.array(size, { maxLength: 4 }).chain((sizes) =>
  fc.record({
    sizes: fc.constant(sizes),
    hours: fc.array(
      fc.array(fc.integer({ min: 0, max: 6 }), { minLength: sizes.length, maxLength: sizes.length }),
      { minLength: 1, maxLength: 30 },
    ),
  }),
);

test("a pool that fits would have carried every hour, with room above the busiest", () => {
  fc.assert(
    fc.property(ran, fc.integer({ min: 0, max: 3 }), (all, least) => {
      const fit = fittingPool(all, kind, least);
      if (!fit) throw new Error("every pod fits a node");
      expect(fit.min).toBeGreaterThanOrEqual(Math.max(least, fit.quietest));
      expect(fit.max).toBeGreaterThan(fit.busiest);
      expect(fit.max).toBeGreaterThanOrEqual(fit.min);
      for (const count of fit.needed) expect(count).toBeLessThanOrEqual(fit.busiest);
    }),
  );
});

test("a smaller minimum never costs more, and the cost never falls under what the hours needed", () => {
  fc.assert(
    fc.property(ran, fc.integer({ min: 0, max: 9 }), (all, min) => {
      const needed = neededIn(all, kind) ?? [];
      expect(meanCost(needed, min, 1)).toBeLessThanOrEqual(meanCost(needed, min + 1, 1));
      expect(meanCost(needed, min, 1)).toBeGreaterThanOrEqual(meanCost(needed, 0, 1));
    }),
  );
});

test("has no answer without an hour, or for a pod that no node of the kind takes", () => {
  const large = { sizes: [{ cpuMillis: 1_900, memoryBytes: 1 }], hours: [[1]] };
  expect(fittingPool({ sizes: [], hours: [] }, kind, 1)).toBeNull();
  expect(fittingPool(large, kind, 1)).toBeNull();
  expect(neededIn({ ...large, hours: [[0]] }, kind)).toEqual([0]);
});

test("knows the types that give their cores only for a while", () => {
  expect(["t2.micro", "t3.large", "t4g.small", "m5.large", "trn1.2xlarge"].filter(isBurstable)).toEqual([
    "t2.micro",
    "t3.large",
    "t4g.small",
  ]);
});
