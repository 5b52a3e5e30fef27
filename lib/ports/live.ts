import type { Manifest } from "@/lib/domain/manifest";

export type ClusterState = {
  name: string;
  /** Null until the first answer or failure. */
  reachable: boolean | null;
  /** The last moment the cluster answered. */
  asOf: Date | null;
  reason: string | null;
};

export type LivePlacement = {
  /** Every followed object in the placement's namespace that belongs to it, by `group/Kind/name`. */
  objects: ReadonlyMap<string, Manifest>;
  pods: readonly Manifest[];
};

/** Last known objects with their age. A cluster that is down keeps its last values and says since when. */
export interface Live {
  clusters(): readonly ClusterState[];
  cluster(name: string): ClusterState;
  /** Null while nothing was ever heard from that cluster. */
  namespace(cluster: string, namespace: string): LivePlacement | null;
  nodes(cluster: string): readonly Manifest[] | null;
  /** Every object of one followed kind; null while it was never read, or may not or cannot be read there. */
  listed(cluster: string, kind: { apiVersion: string; kind: string }): readonly Manifest[] | null;
}
