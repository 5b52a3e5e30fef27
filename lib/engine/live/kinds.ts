import type { Manifest } from "@/lib/domain/manifest";

export type FollowedKind = { apiVersion: string; kind: string };

/** `apps/Deployment`: the group without its version, so that a new version of an API is the same kind. */
export const kindKey = (apiVersion: string, kind: string): string =>
  `${apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : ""}/${kind}`;

export const keyOfObject = (object: Manifest): string =>
  `${kindKey(object.apiVersion, object.kind)}/${object.metadata.name}`;

/** Followed on every cluster, whatever is declared there. */
export const always: readonly FollowedKind[] = [
  { apiVersion: "v1", kind: "Node" },
  { apiVersion: "v1", kind: "Pod" },
];

/** The distinct kinds of some rendered objects, in a stable order. */
export function kindsOf(objects: readonly Manifest[]): readonly FollowedKind[] {
  const found = new Map<string, FollowedKind>();
  for (const { apiVersion, kind } of objects) found.set(kindKey(apiVersion, kind), { apiVersion, kind });
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}
