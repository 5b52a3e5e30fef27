import type { Manifest } from "@/lib/domain/manifest";

export type FollowedKind = {
  apiVersion: string;
  kind: string;
  /** Kept apart and listed again after this pause, as a metrics server's answers, which cannot be watched. */
  everyMs?: number;
};

/** `apps/Deployment`: the group without its version, so that a new version of an API is the same kind. */
export const kindKey = (apiVersion: string, kind: string): string =>
  `${apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : ""}/${kind}`;

/** Followed on every cluster, whatever is declared there. */
export const always: readonly FollowedKind[] = [
  { apiVersion: "v1", kind: "Node" },
  { apiVersion: "v1", kind: "Pod" },
  { apiVersion: "v1", kind: "ResourceQuota" },
];

/** What runs uses now. A metrics server measures every 15 s by default, over windows of about half a minute. */
export const measured: readonly FollowedKind[] = [
  { apiVersion: "metrics.k8s.io/v1beta1", kind: "PodMetrics", everyMs: 30_000 },
  { apiVersion: "metrics.k8s.io/v1beta1", kind: "NodeMetrics", everyMs: 30_000 },
];

/**
 * What changes requests and sizes by itself, declared or not: read apart from the objects, for it is no drift to be
 * there. Applications are many and large, and seldom another.
 */
export const actors: readonly FollowedKind[] = [
  { apiVersion: "argoproj.io/v1alpha1", kind: "Application", everyMs: 300_000 },
  { apiVersion: "autoscaling.k8s.io/v1", kind: "VerticalPodAutoscaler", everyMs: 60_000 },
];

/** The distinct kinds of some rendered objects, in a stable order. */
export function kindsOf(objects: readonly Manifest[]): readonly FollowedKind[] {
  const found = new Map<string, FollowedKind>();
  for (const { apiVersion, kind } of objects) found.set(kindKey(apiVersion, kind), { apiVersion, kind });
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}
