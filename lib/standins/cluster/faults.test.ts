import { expect, test } from "vitest";
import { parseStandinFaults } from "./faults";

test("faults are read per cluster, and several may hit one", () => {
  const found = parseStandinFaults(
    "prod-cluster-secondary=unreachable, staging-cluster=slow,staging-cluster=drift,",
  );
  expect([...found]).toEqual([
    ["prod-cluster-secondary", ["unreachable"]],
    ["staging-cluster", ["slow", "drift"]],
  ]);
  expect(parseStandinFaults("").size).toBe(0);
});

test("a typing mistake is told, not taken for a cluster without trouble", () => {
  for (const wrong of ["staging=slwo", "staging", "=slow"])
    expect(() => parseStandinFaults(wrong)).toThrow(wrong);
});
