/** Names that a tool or the cluster completed: Kustomize's content hashes, random suffixes, versions. */

/** Kustomize encodes its hash in these letters, ten of them, and on ConfigMaps and Secrets only. */
const HASH = /^(.+)-[bcdfghkmt2456789]{10}$/;

/** The name without Kustomize's content hash; the name itself when it has none; null for kinds that never get one. */
export function withoutHash(name: string, kind: string, group: string): string | null {
  if (group !== "" || (kind !== "ConfigMap" && kind !== "Secret")) return null;
  return HASH.exec(name)?.[1] ?? name;
}

export const hasHash = (name: string): boolean => HASH.test(name);

// Kubernetes draws random suffixes from letters that form no words (k8s.io/apimachinery/pkg/util/rand).
const RANDOM = "[bcdfghjklmnpqrstvwxz2456789]";
const SUFFIXES: Readonly<Record<string, readonly RegExp[]>> = {
  Pod: [new RegExp(`^(.+)-${RANDOM}{8,10}-${RANDOM}{5}$`)],
  ReplicaSet: [new RegExp(`^(.+)-${RANDOM}{8,10}$`)],
  ControllerRevision: [new RegExp(`^(.+)-${RANDOM}{8,10}$`)],
  Job: [/^(.+)-\d{8,10}$/],
};
const ANY_KIND: readonly RegExp[] = [
  new RegExp(`^(.+)-${RANDOM}{5}$`),
  // Helm's randAlphaNum: taken for random only when letters and digits are mixed.
  /^(.+)-(?=[a-z0-9]*[a-z][a-z0-9]*$)(?=[a-z0-9]*\d)[a-z0-9]{5,8}$/,
];

/** The name without its random end; null when it has none. A `generateName` is such a stem already. */
export function randomStem(name: string, kind: string): string | null {
  if (name.endsWith("-\u0000")) return name.slice(0, -2);
  for (const suffix of [...(SUFFIXES[kind] ?? []), ...ANY_KIND]) {
    const found = suffix.exec(name)?.[1];
    if (found !== undefined) return found;
  }
  return null;
}

const VERSION = /(^|[-.])v?\d+(?:[.-]\d+)*[a-z]?(?=$|[-.])/g;

/** The name with its version made anonymous (`migrate-v13` and `migrate-v13b`); null when it has none. */
export function withoutVersion(name: string): string | null {
  const anonymous = name.replace(VERSION, "$1\u0003");
  return anonymous === name ? null : anonymous;
}
