import type { Manifest } from "@/lib/domain/manifest";
import type { ObjectRef } from "@/lib/ports/cluster";
import { ClusterRefusal } from "@/lib/ports/cluster-refusal";
import type { ServedKind } from "./kinds";
import type { Store } from "./store";

/** What an identity of the stand-in may do. The viewer is there to be refused. */
export type Identity = "admin" | "viewer";

const READS = new Set(["get", "list", "watch"]);

/** Its own words are the API server's, so a message looks the same in the demo. */
export function may(identity: Identity, verb: string, resource: string): boolean {
  return identity === "admin" || (READS.has(verb) && resource !== "secrets");
}

export function permit(
  identity: Identity,
  verb: string,
  kind: ServedKind,
  where: { namespace?: string | undefined; name?: string },
): void {
  if (may(identity, verb, kind.plural)) return;
  const at = where.namespace === undefined ? "at the cluster scope" : `in the namespace "${where.namespace}"`;
  const full = kind.group === "" ? kind.plural : `${kind.plural}.${kind.group}`;
  const what = where.name === undefined ? full : `${full} "${where.name}"`;
  throw new ClusterRefusal(
    "forbidden",
    `${what} is forbidden: User "${identity}" cannot ${verb} resource "${kind.plural}" in API group "${kind.group}" ${at}`,
  );
}

/** The namespace the object lives in; absent for kinds that have none. */
export function placeOf(kind: ServedKind, ref: ObjectRef): ObjectRef {
  if (["", ".", ".."].includes(ref.name) || ref.name.includes("/")) throw wrongName(ref.kind, ref.name);
  if (!kind.namespaced) return { ...ref, namespace: undefined };
  if (ref.namespace === undefined) {
    throw new ClusterRefusal("invalid", `${ref.kind} ${ref.name} needs a namespace`, [
      { field: "metadata.namespace", message: "Required value" },
    ]);
  }
  return ref;
}

const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** What the API server checks before it stores: the name, and a namespace to live in. */
export function admit(store: Store, object: Manifest, kind: ServedKind): void {
  const { name, namespace } = object.metadata;
  const free = kind.group === "rbac.authorization.k8s.io";
  if (!free && (name.length > 253 || !NAME.test(name))) throw wrongName(object.kind, name);
  if (namespace !== undefined && !store.get({ apiVersion: "v1", kind: "Namespace", name: namespace })) {
    throw new ClusterRefusal("missing", `namespaces "${namespace}" not found`);
  }
}

function wrongName(kind: string, name: string): ClusterRefusal {
  const message = `Invalid value: "${name}": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'`;
  return new ClusterRefusal("invalid", `${kind} "${name}" is invalid: metadata.name: ${message}`, [
    { field: "metadata.name", message },
  ]);
}
