import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Amount, nodesFor, packing, sumOf } from "./bin-pack";
import { percentile } from "./percentile";
import { busiestOf, rightSize, summaryOf, type UsePoint, type UseSummary } from "./right-size";
import { profileOf, type SizeProfile } from "./size-profile";
import { codesOf, squaresOf } from "./square";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const mebibyte = 2 ** 20;
const plain: SizeProfile = { name: "plain", cpuTarget: 1 };
/** Points over that many days; a point is an hour, which belongs to them. */
const over = (days: number, values: readonly number[]): UseSummary | null =>
  summaryOf(
    values.map(
      (peak, i): UsePoint => ({
        at: (i * Math.max(0, days * dayMs - hourMs)) / Math.max(1, values.length - 1),
        mean: peak / 2,
        peak,
      }),
    ),
  );
const enough = fc.array(fc.integer({ min: 0, max: 8_000 }), { minLength: 100, maxLength: 200 });
const ask = { request: null, profile: plain, autoscaledOn: [] } as const;

describe("a percentile", () => {
  test("lies between the samples and never falls when the share rises", () => {
    fc.assert(
      fc.property(
        enough,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, a, b) => {
          const [low, high] = [
            percentile(values, Math.min(a, b)) ?? -1,
            percentile(values, Math.max(a, b)) ?? -1,
          ];
          expect(low).toBeGreaterThanOrEqual(Math.min(...values));
          expect(high).toBeLessThanOrEqual(Math.max(...values));
          expect(high - low).toBeGreaterThanOrEqual(-1e-9);
        },
      ),
    );
  });

  test("of nothing is unknown, and of 1 to 5 the median is 3", () => {
    expect(percentile([], 0.95)).toBeNull();
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(percentile([1, 2], 0.95)).toBeCloseTo(1.95);
  });
});

describe("right-sizing", () => {
  test("never suggests less CPU than p95 or less memory than the maximum and 15 %, nor under the floors", () => {
    fc.assert(
      fc.property(enough, fc.constantFrom(0.5, 0.65, 0.8, 1), (values, cpuTarget) => {
        const profile = { name: "any", cpuTarget };
        const cpu = rightSize({ ...ask, resource: "cpu", use: over(7, values), profile });
        if (cpu.kind !== "change") throw new Error("nothing was suggested");
        expect(cpu.to).toBeGreaterThanOrEqual(Math.max(10, (percentile(values, 0.95) ?? 0) - 1e-6));
        expect(Number.isInteger(cpu.to)).toBe(true);
        const bytes = values.map((value) => value * mebibyte);
        const memory = rightSize({ ...ask, resource: "memory", use: over(7, bytes), profile });
        if (memory.kind !== "change") throw new Error("nothing was suggested");
        expect(memory.to).toBeGreaterThanOrEqual(Math.max(100 * mebibyte, Math.max(...bytes) * 1.15 - 1));
        expect(memory.to % mebibyte).toBe(0);
      }),
    );
  });

  test("suggests nothing on under 7 days or 100 points whatever was used, and says how much there is", () => {
    fc.assert(
      fc.property(enough, fc.double({ min: 0, max: 6.99, noNaN: true }), (values, days) => {
        expect(rightSize({ ...ask, resource: "cpu", use: over(days, values) })).toMatchObject({
          kind: "none",
          reason: `${Math.floor(days)} of 7 days of data`,
        });
      }),
    );
    expect(rightSize({ ...ask, resource: "cpu", use: null })).toMatchObject({
      reason: "0 of 7 days of data",
    });
    const few = over(
      30,
      Array.from({ length: 99 }, () => 50),
    );
    expect(rightSize({ ...ask, resource: "cpu", use: few })).toMatchObject({ reason: "99 of 100 points" });
  });

  test("leaves a request alone that an autoscaler measures by, and only that one", () => {
    const use = over(
      30,
      Array.from({ length: 200 }, () => 50),
    );
    const scaled = { ...ask, use, autoscaledOn: ["cpu"] } as const;
    expect(rightSize({ ...scaled, resource: "cpu" })).toMatchObject({ kind: "none" });
    expect(rightSize({ ...scaled, resource: "memory" })).toMatchObject({ kind: "change" });
  });

  test("keeps what fits within 15 %, but never a request that is exceeded", () => {
    const use = over(
      30,
      Array.from({ length: 200 }, () => 100),
    );
    expect(rightSize({ ...ask, resource: "cpu", use, request: 110 }).kind).toBe("keep");
    expect(rightSize({ ...ask, resource: "cpu", use, request: 98 })).toMatchObject({
      kind: "change",
      to: 100,
    });
    expect(rightSize({ ...ask, resource: "cpu", use, request: 1000 })).toMatchObject({
      kind: "change",
      to: 100,
    });
  });

  test("shrinks no request under the floors, and raises none to them", () => {
    const use = over(
      30,
      Array.from({ length: 200 }, () => 2),
    );
    const cpu = { ...ask, resource: "cpu", use } as const;
    expect(rightSize({ ...cpu, request: 500 })).toMatchObject({ kind: "change", to: 10 });
    expect(rightSize({ ...cpu, request: 5 })).toMatchObject({ kind: "keep" });
  });

  test("raises a limit only where the new request would be over it", () => {
    const use = over(
      30,
      Array.from({ length: 200 }, () => 400),
    );
    const cpu = { ...ask, resource: "cpu", use, request: 100 } as const;
    expect(rightSize({ ...cpu, limit: 300 })).toMatchObject({ to: 400, limit: 400 });
    expect(rightSize({ ...cpu, limit: 400 })).toMatchObject({ to: 400, limit: null });
    expect(rightSize({ ...cpu, limit: null })).toMatchObject({ to: 400, limit: null });
  });

  test("gives memory that ran out a fifth more than it might use, 100 MiB at least, and says why; CPU nothing", () => {
    const used = fc.integer({ min: 1, max: 8_000 });
    fc.assert(
      fc.property(used, used, fc.integer({ min: 1, max: 9 }), (max, had, times) => {
        const bytes = had * mebibyte;
        const memory = over(
          30,
          Array.from({ length: 200 }, () => max * mebibyte),
        );
        const killed = { times, last: new Date("2026-11-20T03:00:00Z"), bytes };
        const wanted = { ...ask, use: memory, request: bytes, limit: bytes, killed };
        const advice = rightSize({ ...wanted, resource: "memory" });
        if (advice.kind !== "change") throw new Error("nothing was suggested");
        const most = Math.max(bytes, max * mebibyte);
        expect(advice.to).toBeGreaterThanOrEqual(Math.max(most * 1.2, most + 100 * mebibyte) - 1);
        expect(advice.to).toBeLessThan(Math.max(most * 1.2, most + 100 * mebibyte) + mebibyte);
        expect(advice.limit).toBe(advice.to);
        expect(advice.because).toContain("last on 2026-11-20");
        expect(rightSize({ ...wanted, request: advice.to, limit: advice.to, resource: "memory" }).kind).toBe(
          "keep",
        );
        const cpu = { ...wanted, resource: "cpu" } as const;
        expect(rightSize(cpu)).toEqual(rightSize({ ...cpu, killed: null }));
      }),
    );
  });

  test("fits a request that clusters share to the busiest of them", () => {
    const summaries = fc.array(
      enough.map((values) => over(7, values)),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(summaries, (all) => {
        const known = all.filter((one) => one !== null);
        const busiest = busiestOf(known);
        for (const one of known) {
          expect(busiest?.p95).toBeGreaterThanOrEqual(one.p95);
          expect(busiest?.max).toBeGreaterThanOrEqual(one.max);
        }
      }),
    );
    expect(busiestOf([])).toBeNull();
  });

  test("keeps more room the more depends on the environment", () => {
    const targets = [
      profileOf({ type: "development", failover: false }),
      profileOf({ type: "production", failover: false }),
      profileOf({ type: "production", failover: true }),
    ].map((profile) => profile.cpuTarget);
    expect(targets).toEqual([0.8, 0.65, 0.5]);
  });
});

describe("bin packing", () => {
  const node = { cpuMillis: 4_000, memoryBytes: 16_000 };
  const pod = fc.record({
    cpuMillis: fc.integer({ min: 0, max: 4_000 }),
    memoryBytes: fc.integer({ min: 0, max: 16_000 }),
  });

  test("needs no fewer nodes than the sum asks for and no more than one a pod, whatever the order", () => {
    fc.assert(
      fc.property(fc.array(pod, { maxLength: 40 }), (pods) => {
        const nodes = nodesFor(pods, node) ?? -1;
        const total = sumOf(pods);
        expect(nodes).toBeGreaterThanOrEqual(Math.ceil(total.cpuMillis / node.cpuMillis));
        expect(nodes).toBeGreaterThanOrEqual(Math.ceil(total.memoryBytes / node.memoryBytes));
        expect(nodes).toBeLessThanOrEqual(pods.length);
      }),
    );
  });

  test("by groups needs exactly as many nodes as putting one pod after the other into the first that holds it", () => {
    const oneByOne = (pods: readonly Amount[]): number => {
      const share = (one: Amount) =>
        Math.max(one.cpuMillis / node.cpuMillis, one.memoryBytes / node.memoryBytes);
      const free: Amount[] = [];
      const sorted = [...pods].sort(
        (a, b) => share(b) - share(a) || b.cpuMillis - a.cpuMillis || b.memoryBytes - a.memoryBytes,
      );
      for (const pod of sorted) {
        const holds = (one: Amount) => one.cpuMillis >= pod.cpuMillis && one.memoryBytes >= pod.memoryBytes;
        const into = free.find(holds) ?? { ...node };
        if (!free.includes(into)) free.push(into);
        into.cpuMillis -= pod.cpuMillis;
        into.memoryBytes -= pod.memoryBytes;
      }
      return free.length;
    };
    const groups = fc.array(fc.record({ size: pod, pods: fc.integer({ min: 0, max: 9 }) }), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(groups, (all) => {
        const sizes = all.map((one) => one.size);
        const each = all.flatMap(({ size, pods }) => Array.from({ length: pods }, () => size));
        expect(packing(sizes, node)(all.map((one) => one.pods))).toBe(oneByOne(each));
      }),
    );
  });

  test("has no answer for a pod that is larger than a node", () => {
    expect(nodesFor([{ cpuMillis: 4_001, memoryBytes: 1 }], node)).toBeNull();
    expect(nodesFor([], node)).toBe(0);
  });
});

describe("squares of a node", () => {
  const pods = fc.array(
    fc.record({
      code: fc.constant("aa"),
      request: fc.integer({ min: 0, max: 2_000 }),
      used: fc.option(fc.integer({ min: 0, max: 4_000 })),
    }),
    { maxLength: 12 },
  );

  test("are always as many as asked for, and no fill is over one", () => {
    fc.assert(
      fc.property(pods, fc.integer({ min: 0, max: 8_000 }), (all, allocatable) => {
        const squares = squaresOf({ capacity: 8_000, allocatable, pods: all }, 16);
        expect(squares).toHaveLength(16);
        for (const { fill } of squares) expect(fill ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("are promised, used and free as the pods are, and an unknown use is no fill", () => {
    const [system, first, second, third] = squaresOf(
      {
        capacity: 4_000,
        allocatable: 3_000,
        pods: [
          { code: "we", request: 1_000, used: 500 },
          { code: "id", request: 900, used: null },
        ],
      },
      4,
    );
    expect(system).toEqual({ kind: "system" });
    expect(first).toEqual({ kind: "used", fill: 0.5, code: "we" });
    expect(second).toEqual({ kind: "used", code: "id" });
    expect(third).toEqual({ kind: "free" });
  });

  test("name workloads by two letters that are never shared", () => {
    const names = ["search", "service", "server", "s", "web"];
    const codes = codesOf(names);
    expect(codes.get("search")).toBe("se");
    expect(new Set(codes.values()).size).toBe(names.length);
  });
});
