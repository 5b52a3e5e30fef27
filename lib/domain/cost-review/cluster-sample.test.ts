import { expect, test } from "vitest";
import { readFleet } from "../fleet/read";
import type { Json } from "../json";
import type { Manifest } from "../manifest";
import { clusterSample } from "./cluster-sample";

const { fleet } = readFleet({
  paths: ["orchestr8.yaml"],
  texts: new Map([["orchestr8.yaml", "name: acme\n"]]),
});
const pod = (status: Record<string, Json>, resources: Record<string, Json>): Manifest => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web-5d9-a", namespace: "web" },
  spec: { nodeName: "n1", containers: [{ name: "app", resources }] },
  status: { phase: "Running", containerStatuses: [{ name: "app", ...status }] },
});
const killedIn = (status: Record<string, Json>, resources: Record<string, Json> = {}) =>
  clusterSample(fleet, "prod", {
    nodes: [],
    pods: [pod(status, resources)],
    usage: new Map(),
    assets: null,
    traffic: null,
  }).containers[0]?.killed;
const ended = (reason: string) => ({
  terminated: { reason, exitCode: 137, finishedAt: "2026-11-20T03:00:00Z" },
});

test("a container that ran out of memory is told with the moment and the limit it had, else its request", () => {
  const sizes = { limits: { memory: "512Mi" }, requests: { memory: "256Mi" } };
  const at = new Date("2026-11-20T03:00:00Z");
  expect(killedIn({ lastState: ended("OOMKilled") }, sizes)).toEqual({ at, ram: 0.5 });
  expect(killedIn({ state: ended("OOMKilled") }, { requests: sizes.requests })).toEqual({ at, ram: 0.25 });
});

test("another end, or none, is no running out of memory", () => {
  expect(killedIn({ lastState: ended("Error") })).toBeUndefined();
  expect(killedIn({ state: { running: {} }, lastState: {} })).toBeUndefined();
});
