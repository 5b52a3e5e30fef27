import { expect, test } from "vitest";
import { liveValueAt } from "./live-value";

const drift = [
  { path: "spec.replicas", rightValue: 7, manager: "kubectl-edit" },
  { path: "data.A", rightValue: "x" },
  { path: "data.B" },
];

test("a value runs as declared unless the object drifts at it, under it or around it", () => {
  expect(liveValueAt("spec.replicas", drift)).toEqual({
    ...{ kind: "other", path: "spec.replicas", value: 7, manager: "kubectl-edit", more: 0 },
  });
  expect(liveValueAt("spec.rep", drift)).toEqual({ kind: "declared" });
  expect(liveValueAt("spec.replicasMax", drift)).toEqual({ kind: "declared" });
  expect(liveValueAt("data", drift)).toMatchObject({ path: "data.A", more: 1, manager: null });
  expect(liveValueAt("data.B.inner", drift)).toMatchObject({ path: "data.B", value: undefined });
  expect(liveValueAt("", drift)).toMatchObject({ path: "spec.replicas", more: 2 });
  expect(liveValueAt("", [])).toEqual({ kind: "declared" });
});
