import { expect, test } from "vitest";
import type { Manifest } from "../manifest";
import type { DeclaredEnvironment } from "../terraform/single";
import { runningFindings, runningVersions } from "./running";

const place = { file: "orchestr8.yaml", line: 3, column: 1 };
const environment = (name: string): DeclaredEnvironment => ({
  name,
  production: name === "production",
  words: [name],
  clusters: [{ name: `${name}-cluster`, region: null, zones: [], place: null }],
  pools: [
    { key: "instance_type", value: "c5.large", place },
    { key: "min_nodes", value: 2, place },
    { key: "max_nodes", value: 3, place },
  ],
});
const node = (type: string, version = "v1.34.2"): Manifest => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: "n", labels: { "node.kubernetes.io/instance-type": type } },
  status: { nodeInfo: { kubeletVersion: version } },
});
const pair = { left: "staging", right: "production", production: true };

test("a running pool of another type or size than declared is found; a silent cluster says nothing", () => {
  const subjects = (nodes: Manifest[] | null) =>
    runningFindings(environment("production"), () => nodes).map((f) => `${f.severity} ${f.subject}`);
  const large = node("c5.large");
  expect(subjects([large, large])).toEqual([]);
  expect(subjects([node("t3.small")])).toEqual(["error production-cluster instance_type"]);
  expect(subjects([large])).toEqual(["warning production-cluster min_nodes"]);
  expect(subjects([large, large, large, large])).toEqual(["warning production-cluster max_nodes"]);
  expect(subjects(null)).toEqual([]);
});

test("production on a newer Kubernetes than staging is an error, on an older one a warning, a patch is nothing", () => {
  const severities = (left: string, right: string) =>
    runningVersions(environment("staging"), environment("production"), pair, (cluster) => [
      node("c5.large", cluster === "staging-cluster" ? left : right),
    ]).map((f) => f.severity);
  expect(severities("v1.34.2", "v1.35.0")).toEqual(["error"]);
  expect(severities("v1.35.0-eks-1", "v1.34.9")).toEqual(["warning"]);
  expect(severities("v1.34.2", "v1.34.9")).toEqual([]);
});
