import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { openKubernetes } from "@/lib/adapters/kubernetes/cluster";
import type { ClusterDeclaration } from "@/lib/domain/fleet";
import type { KeyedHash } from "@/lib/domain/secret";
import type { Cluster } from "@/lib/ports/cluster";

export type OpenClusters = {
  clusters: ReadonlyMap<string, Cluster>;
  problems: ReadonlyMap<string, string>;
  close: () => Promise<void>;
};

/** Opens every declared cluster that the kubeconfig knows; one that cannot be opened is named and the rest go on. */
export async function openClusters(
  declared: readonly ClusterDeclaration[],
  options: { kubeconfig: string; hash: KeyedHash },
): Promise<OpenClusters> {
  const clusters = new Map<string, Cluster>();
  const problems = new Map<string, string>();
  const stops: (() => Promise<void>)[] = [];
  const text = await readFile(options.kubeconfig, "utf8");
  const folder = dirname(resolve(options.kubeconfig));
  for (const { name, context } of declared) {
    try {
      const opened = await openKubernetes({
        name,
        access: { kind: "kubeconfig", text, folder, context: context ?? name },
        hash: options.hash,
      });
      clusters.set(name, opened.cluster);
      stops.push(opened.stop);
    } catch (error) {
      problems.set(name, error instanceof Error ? error.message : "it could not be opened");
    }
  }
  return {
    clusters,
    problems,
    async close() {
      await Promise.allSettled(stops.map((stop) => stop()));
    },
  };
}
