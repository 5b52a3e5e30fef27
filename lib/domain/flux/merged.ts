import { isJsonObject, type Json, type JsonObject, stringifyJson } from "../json";
import type { FluxChanges, FluxImage } from "./kustomization";

/** The fields of a kustomization that Flux knows (kustomize api v0.21, types.Kustomization); it drops every other one. */
// biome-ignore format: a list of words
const known: ReadonlySet<string> = new Set([
  "apiVersion", "kind", "metadata", "openapi", "namePrefix", "nameSuffix", "namespace", "commonLabels", "labels",
  "commonAnnotations", "patchesStrategicMerge", "patchesJson6902", "patches", "images", "imageTags", "replacements",
  "replicas", "vars", "sortOptions", "resources", "components", "crds", "bases", "configMapGenerator", "secretGenerator",
  "helmGlobals", "helmCharts", "helmChartInflationGenerator", "generatorOptions", "configurations", "generators",
  "transformers", "validators", "buildMetadata",
]);

/**
 * The kustomization that Flux builds: the folder's own one (`own`; null makes one of `resources`) with what its object
 * lays over it. Source: fluxcd/pkg/kustomize v1.41, Generator.GenerateManifest. `hasComponent` answers for a component of
 * the object, which may be left out when it is missing and the object says so.
 */
export function mergedKustomization(
  own: JsonObject | null,
  resources: readonly string[],
  changes: FluxChanges,
  hasComponent: (path: string) => boolean,
): JsonObject {
  const merged: JsonObject = {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    ...(own === null ? generated(resources) : onlyKnown(own)),
  };
  // Else kustomize says that it is empty.
  if (own !== null && listOf(merged.resources).length === 0) merged.buildMetadata = ["originAnnotations"];
  if (changes.targetNamespace !== null) merged.namespace = changes.targetNamespace;
  if (changes.namePrefix !== null) merged.namePrefix = changes.namePrefix;
  if (changes.nameSuffix !== null) merged.nameSuffix = changes.nameSuffix;
  append(merged, "patches", changes.patches);
  append(
    merged,
    "components",
    changes.components
      .map(({ path }) => path)
      .filter((path) => !changes.ignoreMissingComponents || hasComponent(path)),
  );
  append(
    merged,
    "patchesStrategicMerge",
    changes.patchesStrategicMerge.map((patch) => stringifyJson(patch)),
  );
  append(merged, "patchesJson6902", changes.patchesJson6902);
  if (changes.images.length > 0) merged.images = withImages(listOf(merged.images), changes.images);
  if (changes.buildMetadata.length > 0) merged.buildMetadata = [...changes.buildMetadata];
  return merged;
}

/** The name of an empty namespace is Flux's own way around kustomize's error for an empty kustomization. */
const generated = (resources: readonly string[]): JsonObject =>
  resources.length === 0 ? { namespace: "_placeholder" } : { resources: [...resources] };

const onlyKnown = (own: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(own).filter(([key, value]) => known.has(key) && value !== null));

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

function append(merged: JsonObject, key: string, items: readonly Json[]): void {
  if (items.length > 0) merged[key] = [...listOf(merged[key]), ...items];
}

/** An image that the folder renames already is changed where it stands; tag and digest go together. */
function withImages(own: readonly Json[], images: readonly FluxImage[]): Json[] {
  const merged = own.map((entry) => (isJsonObject(entry) ? { ...entry } : entry));
  for (const image of images) {
    const there = merged.find((entry) => isJsonObject(entry) && entry.name === image.name);
    if (!isJsonObject(there)) {
      merged.push(
        Object.fromEntries(Object.entries(image).filter(([key, text]) => key === "name" || text !== "")),
      );
      continue;
    }
    if (image.newName !== "") there.newName = image.newName;
    if (image.newTag === "" && image.digest === "") continue;
    there.newTag = image.newTag;
    there.digest = image.digest;
  }
  return merged;
}
