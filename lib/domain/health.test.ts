import { expect, test } from "vitest";
import { healthOf, podsOf, worst } from "./health";
import type { Manifest } from "./manifest";

const workload = (kind: string, spec: object, status: object, generation = 2): Manifest =>
  ({ apiVersion: "apps/v1", kind, metadata: { name: "w", generation }, spec, status }) as unknown as Manifest;

test("a Deployment is healthy only when every wanted pod is new and ready", () => {
  const status = { observedGeneration: 2, replicas: 3, updatedReplicas: 3, readyReplicas: 3 };
  expect(healthOf(workload("Deployment", { replicas: 3 }, status))?.kind).toBe("healthy");
  expect(healthOf(workload("Deployment", { replicas: 3 }, { ...status, updatedReplicas: 2 }))?.kind).toBe(
    "moving",
  );
  expect(healthOf(workload("Deployment", { replicas: 3 }, { ...status, readyReplicas: 2 }))?.kind).toBe(
    "moving",
  );
});

test("a Deployment whose controller has not seen the change yet is never healthy", () => {
  const status = { observedGeneration: 1, replicas: 1, updatedReplicas: 1, readyReplicas: 1 };
  expect(healthOf(workload("Deployment", { replicas: 1 }, status))?.kind).toBe("moving");
});

test("a Deployment past its progress deadline has failed and says why", () => {
  const status = {
    conditions: [{ type: "Progressing", reason: "ProgressDeadlineExceeded", message: "no progress" }],
  };
  expect(healthOf(workload("Deployment", { replicas: 1 }, status))).toEqual({
    kind: "failed",
    word: "degraded",
    reason: "no progress",
  });
});

test("a Rollout without a phase is unknown, a paused one waits", () => {
  expect(healthOf(workload("Rollout", {}, {}))?.kind).toBe("unknown");
  expect(healthOf(workload("Rollout", {}, { phase: "Paused", message: "BlueGreenPause" }))).toMatchObject({
    kind: "waiting",
    reason: "BlueGreenPause",
  });
});

test("nothing seen is unknown, and one failure outweighs any number of good ones", () => {
  expect(worst([]).kind).toBe("unknown");
  const good = { kind: "healthy", word: "healthy", reason: null } as const;
  expect(worst([good, { kind: "failed", word: "degraded", reason: "x" }, good]).kind).toBe("failed");
});

test("a workload without declared replicas wants one pod", () => {
  expect(podsOf(workload("Deployment", {}, {}))).toEqual({ ready: 0, wanted: 1 });
});

test("a workload at zero beside running ones does not lend its word to all of them", () => {
  const zero = { kind: "healthy", word: "scaled to zero", reason: "0 pods wanted" } as const;
  const good = { kind: "healthy", word: "healthy", reason: null } as const;
  expect(worst([zero, good])).toEqual(good);
});

test("what the schedule put to sleep is asleep, neither good nor failed, until somebody scales it up", () => {
  const annotations = {
    "orchestr8.dev/asleep": '{"replicas":3,"declared":3,"since":"2026-11-23T19:00:00.000Z"}',
  };
  const object = (replicas: number) => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", annotations },
    spec: { replicas },
    status: { replicas: 0 },
  });
  expect(healthOf(object(0))).toMatchObject({
    kind: "waiting",
    word: "asleep",
    reason: expect.stringContaining("3 pods are remembered"),
  });
  expect(healthOf(object(3))?.word).toBe("rolling");
  expect(healthOf({ ...object(0), metadata: { name: "web" } })?.word).toBe("scaled to zero");
});
