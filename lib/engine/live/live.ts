import type { Manifest } from "@/lib/domain/manifest";
import type { Cluster } from "@/lib/ports/cluster";
import type { ClusterState, Live, LivePlacement } from "@/lib/ports/live";
import { follow } from "./follow";
import { type FollowedKind, kindKey } from "./kinds";

type Known = {
  state: ClusterState;
  /** namespace -> `group/Kind/name` -> object; cluster-wide objects under the empty namespace. */
  objects: Map<string, Map<string, Manifest>>;
  following: Map<string, AbortController>;
  /** Kinds that were listed once, or cannot be: before that an absent object is not known to be absent. */
  heard: Set<string>;
  /** Kinds that were really read at least once. */
  read: Set<string>;
  /** Kept apart, each list whole: measurements come and go as numbers and are no part of a placement's objects. */
  measured: Map<string, readonly Manifest[]>;
};

const probeMs = 5_000;
const apart = " apart";

/**
 * The live projection: every cluster is followed on its own, so one that is down or slow never delays another; it
 * keeps its last values and the moment it last answered.
 */
export function openLive(
  clusters: ReadonlyMap<string, Cluster>,
  options: { now: () => Date; changed: (cluster: string, namespace: string | null) => void },
): LiveProjection {
  const known = new Map<string, Known>();
  const ending = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const sets = new Map<string, number>();

  const answered = (name: string): void => {
    const of = ensure(name);
    const was = of.state.reachable;
    of.state = { name, reachable: true, asOf: options.now(), reason: null };
    if (was !== true) options.changed(name, null);
  };
  const failed = (name: string, error: unknown): void => {
    const of = ensure(name);
    const was = of.state.reachable;
    of.state = {
      ...of.state,
      reachable: false,
      reason: error instanceof Error ? error.message : "no answer",
    };
    if (was !== false) options.changed(name, null);
  };
  function ensure(name: string): Known {
    let of = known.get(name);
    if (!of) {
      of = {
        state: { name, reachable: null, asOf: null, reason: null },
        objects: new Map(),
        following: new Map(),
        heard: new Set(),
        read: new Set(),
        measured: new Map(),
      };
      known.set(name, of);
    }
    return of;
  }

  function start(name: string, cluster: Cluster, kind: FollowedKind): void {
    const of = ensure(name);
    // What is kept apart is followed besides the objects of its kind that Git declares.
    const key = `${kindKey(kind.apiVersion, kind.kind)}${kind.everyMs === undefined ? "" : apart}`;
    if (of.following.has(key)) return;
    const stop = new AbortController();
    of.following.set(key, stop);
    if (kind.everyMs !== undefined) of.heard.add(key);
    const signal = AbortSignal.any([stop.signal, ending.signal]);
    const put = (object: Manifest, how: "set" | "gone"): void => {
      const namespace = object.metadata.namespace ?? "";
      const id = `${key}/${object.metadata.name}`;
      const space = of.objects.get(namespace) ?? new Map<string, Manifest>();
      of.objects.set(namespace, space);
      if (how === "gone") space.delete(id);
      else space.set(id, object);
      sets.set(`${name}/${namespace}`, (sets.get(`${name}/${namespace}`) ?? 0) + 1);
      options.changed(name, namespace);
    };
    void follow(
      cluster,
      kind,
      {
        listed(objects) {
          of.heard.add(key);
          of.read.add(key);
          if (kind.everyMs !== undefined) {
            of.measured.set(key, objects);
            return;
          }
          for (const [, space] of of.objects)
            for (const id of space.keys()) if (id.startsWith(`${key}/`)) space.delete(id);
          for (const object of objects) put(object, "set");
          options.changed(name, null);
        },
        changed: put,
        answered: () => answered(name),
        failed: (error) => {
          // A metrics server that is down says nothing about its cluster, whose own answers go on.
          if (kind.everyMs === undefined) failed(name, error);
        },
        unseen: () => {
          of.heard.add(key);
          of.measured.delete(key);
          answered(name);
        },
      },
      signal,
    );
  }

  for (const [name, cluster] of clusters) {
    ensure(name);
    // A quiet watch says nothing for minutes; a small question tells whether the cluster still answers.
    const probe = async (): Promise<void> => {
      try {
        await cluster.version({ timeoutMs: probeMs, signal: ending.signal });
        answered(name);
      } catch (error) {
        if (!ending.signal.aborted) failed(name, error);
      }
    };
    void probe();
    timers.push(setInterval(probe, probeMs));
  }

  return {
    follow(name, kinds) {
      const cluster = clusters.get(name);
      if (cluster) for (const kind of kinds) start(name, cluster, kind);
    },
    clusters: () => [...known.values()].map((of) => of.state),
    cluster: (name) =>
      known.get(name)?.state ?? {
        name,
        reachable: null,
        asOf: null,
        reason: "this cluster is not connected",
      },
    namespace(name, namespace): LivePlacement | null {
      const of = known.get(name);
      if (!of || of.following.size === 0 || [...of.following.keys()].some((key) => !of.heard.has(key)))
        return null;
      const objects = of.objects.get(namespace) ?? new Map<string, Manifest>();
      return { objects, pods: [...objects.values()].filter((object) => object.kind === "Pod") };
    },
    nodes(name) {
      const of = known.get(name);
      if (!of || of.state.asOf === null) return null;
      return [...(of.objects.get("") ?? new Map<string, Manifest>()).values()].filter(
        (object) => object.kind === "Node",
      );
    },
    listed(name, kind) {
      const of = known.get(name);
      const key = kindKey(kind.apiVersion, kind.kind);
      const whole = of?.measured.get(key + apart);
      if (whole) return whole;
      if (!of?.read.has(key)) return null;
      const found: Manifest[] = [];
      for (const space of of.objects.values())
        for (const [id, object] of space) if (id.startsWith(`${key}/`)) found.push(object);
      return found;
    },
    version: (cluster, namespace) => sets.get(`${cluster}/${namespace}`) ?? 0,
    close() {
      ending.abort();
      for (const timer of timers) clearInterval(timer);
    },
  };
}

export type LiveProjection = Live & {
  /** Starts to follow kinds of a cluster; those followed already go on. */
  follow: (cluster: string, kinds: readonly FollowedKind[]) => void;
  /** Rises with every change in that namespace: a cheap key for what is computed from it. */
  version: (cluster: string, namespace: string) => number;
  close: () => void;
};
