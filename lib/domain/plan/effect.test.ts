import { describe, expect, test } from "vitest";
import type { Manifest } from "../manifest";
import { effectsOf } from "./effect";
import { renderedChange } from "./rendered-change";

const deployment = (tag: string): Manifest => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "my-service" },
  spec: {
    replicas: 0,
    template: { spec: { containers: [{ name: "app", image: `acme/my-service:${tag}` }] } },
  },
});
const rollout: Manifest = {
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Rollout",
  metadata: { name: "my-service" },
  spec: { replicas: 6, workloadRef: { apiVersion: "apps/v1", kind: "Deployment", name: "my-service" } },
};

describe("what a plan does to pods", () => {
  test("counts the pods of a Rollout when the template it refers to changes", () => {
    const before = [deployment("1.8.0"), rollout];
    const after = [deployment("1.8.2"), rollout];
    const change = renderedChange("primary", before, after);
    const replicas = effectsOf([{ placement: "primary", before, after, change }]).find(
      (e) => e.topic === "replicas",
    );
    expect(replicas?.detail).toBe("6 pods restart");
  });
});
