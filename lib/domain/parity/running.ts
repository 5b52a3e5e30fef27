import { isJsonObject, type Json } from "../json";
import type { Manifest } from "../manifest";
import type { DeclaredEnvironment } from "../terraform/single";
import { compareVersions, lowestVersion } from "../terraform/version";
import { type ParityFinding, type ParityPair, quieter } from "./finding";

/** A cluster's nodes as last known; null while it was never heard from. */
export type Nodes = (cluster: string) => readonly Manifest[] | null;

/** The running clusters of an environment against its declared node pool; a cluster that is silent says nothing. */
export function runningFindings(declared: DeclaredEnvironment, nodes: Nodes): ParityFinding[] {
  const pool = new Map(declared.pools.map((one) => [one.key, one]));
  const type = pool.get("instance_type");
  return declared.clusters.flatMap(({ name }): ParityFinding[] => {
    const all = nodes(name);
    if (all === null || all.length === 0 || type === undefined) return [];
    const found = (
      subject: string,
      severity: ParityFinding["severity"],
      cause: string,
      fix: string,
      key: typeof type,
    ) => ({
      check: "running.node-pool",
      group: "infrastructure" as const,
      severity,
      environments: [declared.name],
      subject: `${name} ${subject}`,
      cause,
      places: [key.place],
      fix,
    });
    const own = all.filter(
      (node) => textAt(node, "metadata", "labels", "node.kubernetes.io/instance-type") === type.value,
    );
    if (own.length === 0)
      return [
        found(
          "instance_type",
          "error",
          `${String(type.value)} is declared, and no node of the cluster is one`,
          "Bring the node pool and its declaration together",
          type,
        ),
      ];
    const [min, max] = [pool.get("min_nodes"), pool.get("max_nodes")];
    if (min && own.length < Number(min.value))
      return [
        found(
          "min_nodes",
          "warning",
          `${own.length} nodes run, and at least ${String(min.value)} are declared`,
          "Look at the autoscaler, or declare what is meant",
          min,
        ),
      ];
    if (max && own.length > Number(max.value))
      return [
        found(
          "max_nodes",
          "warning",
          `${own.length} nodes run, and at most ${String(max.value)} are declared`,
          "Look at the autoscaler, or declare what is meant",
          max,
        ),
      ];
    return [];
  });
}

/** Kubernetes itself, as the nodes of two environments report it. */
export function runningVersions(
  left: DeclaredEnvironment,
  right: DeclaredEnvironment,
  pair: ParityPair,
  nodes: Nodes,
): ParityFinding[] {
  const [a, b] = [versionOf(left, nodes), versionOf(right, nodes)];
  if (a === null || b === null || a.join(".") === b.join(".")) return [];
  const ahead = compareVersions(b, a) > 0;
  return [
    {
      check: "running.kubernetes",
      group: "dependency versions",
      severity: quieter(ahead ? "error" : "warning", pair),
      environments: [pair.left, pair.right],
      subject: "Kubernetes",
      cause: `the nodes of ${pair.left} run ${a.join(".")}, those of ${pair.right} ${b.join(".")}`,
      places: [],
      fix: ahead ? `Raise ${pair.left} first` : `Raise ${pair.right} when ${pair.left} has proven it`,
    },
  ];
}

/** Minor version of the oldest node; a patch release is no difference worth a word. */
function versionOf({ clusters }: DeclaredEnvironment, nodes: Nodes): readonly number[] | null {
  const versions = clusters
    .flatMap(({ name }) => nodes(name) ?? [])
    .flatMap((node) => {
      const text = textAt(node, "status", "nodeInfo", "kubeletVersion");
      const version = text === null ? null : lowestVersion(text);
      return version === null ? [] : [version.slice(0, 2)];
    });
  return versions.sort(compareVersions)[0] ?? null;
}

function textAt(node: Manifest, ...path: readonly string[]): string | null {
  const value = path.reduce<Json | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), node);
  return typeof value === "string" ? value : null;
}
