import type { Json, JsonObject } from "../json";
import { isJsonObject } from "../json";
import type { Manifest } from "../manifest";
import type { Shape } from "./shape";
import { childShape, emptyMeans, shapeOfObject } from "./shape-lookup";

/**
 * Everything that is not a difference, in one list. The first three change the objects (`normalise`); the others are
 * judged where two values meet, so that what is shown stays as somebody wrote it.
 */
export const normalisations = [
  { name: "server fields", rule: "status and the metadata that only the API server writes are left out" },
  { name: "bookkeeping annotations", rule: "what kubectl and controllers note for themselves is left out" },
  {
    name: "empty is absent",
    rule: "null, {} and [] equal nothing, except where empty means something (selectors, emptyDir, NetworkPolicy peers, policyTypes)",
  },
  { name: "secrets", rule: "data and stringData are joined and compared by keyed hash" },
  { name: "quantities", rule: "500m equals 0.5, exactly, at quantity fields only" },
  {
    name: "list identity",
    rule: "items are matched by the API's list-map keys, then by a unique name, key, id or host, else by content and place",
  },
  {
    name: "list order",
    rule: "counts for args, commands, init containers and variables that refer to each other",
  },
  { name: "embedded documents", rule: "YAML and JSON inside a text are compared as documents" },
  { name: "defaults", rule: "a field set to the server's default equals a field left out" },
  { name: "environment words", rule: "values that differ by the environments' own words only are expected" },
] as const;

export const SERVER_METADATA: ReadonlySet<string> = new Set([
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "selfLink",
  "uid",
]);

/** Annotations that a tool writes for itself. */
export const BOOKKEEPING_ANNOTATIONS: ReadonlySet<string> = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  "deployment.kubernetes.io/revision",
  "kubernetes.io/change-cause",
  "deprecated.daemonset.template.generation",
  "control-plane.alpha.kubernetes.io/leader",
  "config.kubernetes.io/origin",
  "alpha.config.kubernetes.io/transformations",
  "argocd.argoproj.io/tracking-id",
]);

/** The object without what nobody declared; doing it twice changes nothing. */
export function normalise(manifest: Manifest): Manifest {
  const { status: _, ...declared } = manifest;
  const metadata = Object.fromEntries(
    Object.entries(manifest.metadata ?? {}).filter(([key]) => !SERVER_METADATA.has(key)),
  );
  if (isJsonObject(metadata.annotations)) {
    metadata.annotations = Object.fromEntries(
      Object.entries(metadata.annotations).filter(([key]) => !BOOKKEEPING_ANNOTATIONS.has(key)),
    );
  }
  // Kind and metadata.name are never empty in what `isManifest` let through, and kept when they are.
  return withoutEmpty({ ...declared, metadata }, shapeOfObject(manifest)) as Manifest;
}

/** Null, `{}` and `[]` dropped from maps, inside out, except where empty means something. Unchanged parts are shared. */
export function withoutEmpty(value: JsonObject, shape: Shape | undefined): JsonObject {
  let kept: JsonObject | null = null;
  for (const key in value) {
    const child = value[key];
    if (child === undefined || (child !== null && typeof child !== "object")) continue;
    const inner = child === null ? undefined : childShape(shape, key, child);
    const clean = child === null ? null : cleaned(child, inner);
    const keep = clean !== null && (!isEmpty(clean) || emptyMeans(inner, key) || key === "metadata");
    if (keep && clean === child) continue;
    kept ??= { ...value };
    if (keep) kept[key] = clean;
    else delete kept[key];
  }
  return kept ?? value;
}

function cleaned(value: Json[] | JsonObject, shape: Shape | undefined): Json {
  if (!Array.isArray(value)) return withoutEmpty(value, shape);
  let changed = false;
  const items = value.map((item) => {
    const clean = isJsonObject(item) ? withoutEmpty(item, shape?.items) : item;
    changed ||= clean !== item;
    return clean;
  });
  return changed ? items : value;
}

export const isEmpty = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) ? value.length === 0 : typeof value === "object" && Object.keys(value).length === 0);
