import type { KindRef, ObjectRef } from "@/lib/ports/cluster";
import { ClusterRefusal } from "@/lib/ports/cluster-refusal";

/** How the API names a kind in its paths. */
export type Resource = { base: string; plural: string; namespaced: boolean; scalable: boolean };

export type ResourceEntry = { name: string; kind: string; namespaced: boolean };
/** The resources of one group and version; null when the server has no such version. */
export type Discovery = (path: string) => Promise<readonly ResourceEntry[] | null>;

const KEPT_MS = 10 * 60_000;
/** A missing CRD may be installed at any moment. */
const ABSENCE_KEPT_MS = 10_000;

/** Finds the path of a kind by the server's own discovery, remembered for a while. */
export class Resources {
  readonly #discover: Discovery;
  readonly #known = new Map<string, { until: number; entries: Promise<readonly ResourceEntry[] | null> }>();
  constructor(discover: Discovery) {
    this.#discover = discover;
  }

  /** Throws the refusal `unserved` for a kind this cluster does not have. */
  async find({ apiVersion, kind }: KindRef): Promise<Resource> {
    const base = apiVersion.includes("/") ? `/apis/${encoded(apiVersion)}` : `/api/${encoded(apiVersion)}`;
    const entries = await this.#entries(base);
    const entry = entries?.find((one) => one.kind === kind && !one.name.includes("/"));
    if (!entry) {
      const known = this.#known.get(base);
      if (known) known.until = Math.min(known.until, Date.now() + ABSENCE_KEPT_MS);
      throw new ClusterRefusal("unserved", `the cluster does not serve ${kind} of ${apiVersion}`);
    }
    const scalable = entries?.some((one) => one.name === `${entry.name}/scale`) ?? false;
    return { base, plural: entry.name, namespaced: entry.namespaced, scalable };
  }

  #entries(base: string): Promise<readonly ResourceEntry[] | null> {
    const known = this.#known.get(base);
    if (known && known.until > Date.now()) return known.entries;
    const entries = this.#discover(base);
    this.#known.set(base, { until: Date.now() + KEPT_MS, entries });
    entries.catch(() => this.#known.delete(base));
    return entries;
  }
}

/** The path of a collection; all namespaces when none is named. */
export function collectionPath(resource: Resource, namespace: string | undefined): string {
  if (!resource.namespaced || namespace === undefined) return `${resource.base}/${resource.plural}`;
  return `${resource.base}/namespaces/${segment(namespace)}/${resource.plural}`;
}

/** The path of one object. A namespaced kind needs its namespace: `default` is never guessed. */
export function objectPath(resource: Resource, ref: ObjectRef): string {
  if (resource.namespaced && ref.namespace === undefined) {
    throw new ClusterRefusal("invalid", `${ref.kind} ${ref.name} needs a namespace`, [
      { field: "metadata.namespace", message: "Required value" },
    ]);
  }
  return `${collectionPath(resource, ref.namespace)}/${segment(ref.name)}`;
}

const encoded = (apiVersion: string): string => apiVersion.split("/").map(segment).join("/");

/** A name as one path segment: `..` would climb out of its collection. */
function segment(name: string): string {
  if (name === "" || name === "." || name === ".." || name.includes("/")) {
    throw new ClusterRefusal("invalid", `"${name}" cannot be a name`, [
      { field: "metadata.name", message: "Invalid value" },
    ]);
  }
  return encodeURIComponent(name);
}
