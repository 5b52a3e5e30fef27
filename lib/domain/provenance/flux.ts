import { generatedResources } from "../flux/generated";
import { type FluxKustomization, fluxNamed } from "../flux/kustomization";
import { type Candidate, type Variables, variablesOf } from "../flux/variables";
import { field } from "../release-writer";
import { folderOf } from "../repo-path";
import type { FluxReference } from "../source";
import { type Located, placeOf } from "../yaml/located";
import { parseYaml } from "../yaml/parse";
import { editOf, fileFrame } from "./follow";
import { type LayerWords, layerOf } from "./layer";
import type { Stage } from "./patch";
import type { Setter } from "./setter";
import type { Sources } from "./sources";
import type { Want } from "./want";

/** The Flux Kustomization over a folder, ready to be asked what of a value it sets. */
export type Applied = {
  flux: FluxKustomization;
  spec: Located | undefined;
  stage: Stage;
  variables: Variables;
};

/** Null where the object is not there; then nothing renders either. */
export function appliedBy(
  reference: FluxReference | undefined,
  sources: Sources,
  words: LayerWords,
  paths: Iterable<string>,
): Applied | null {
  if (reference === undefined) return null;
  const { flux } = fluxNamed(reference.file, sources.documents(reference.file), reference.name);
  if (flux === null) return null;
  return {
    flux,
    spec: field(flux.root, "spec"),
    stage: { layer: layerOf(flux.file, words), file: flux.file },
    variables: variablesOf(flux, candidatesOf(flux, reference, sources, paths)),
  };
}

/** As the renderer looks for them: in the named files, else below the file's own folder. */
function candidatesOf(
  flux: FluxKustomization,
  { variables }: FluxReference,
  sources: Sources,
  paths: Iterable<string>,
): Candidate[] {
  const wanted = flux.postBuild?.from.map(({ name }) => name) ?? [];
  if (wanted.length === 0) return [];
  const folder = `${folderOf(flux.file)}/`;
  const files =
    variables.length > 0
      ? variables
      : [...paths].filter((path) => path.startsWith(folder) && /\.ya?ml$/.test(path));
  return files
    .filter((file) => wanted.some((name) => sources.text(file)?.includes(name)))
    .flatMap((file) => sources.documents(file).map((root, document) => ({ file, document, root })));
}

/** The kustomization that Flux makes for a folder without one, as if the object held it. */
export function generatedRoot(
  { flux }: Applied,
  folder: string,
  paths: Iterable<string>,
): { file: string; root: Located } | null {
  const text = JSON.stringify({ resources: generatedResources(folder, paths) });
  const root = parseYaml(text, flux.file).documents[0]?.contents;
  return root ? { file: flux.file, root } : null;
}

/** Common metadata are set on the object itself, behind everything else. */
export function commonMetadataSetters(applied: Applied | null, want: Want): readonly Setter[] {
  const [first, holder, last] = want.steps;
  if (applied === null || want.steps.length !== 3 || first?.kind !== "key" || first.key !== "metadata")
    return [];
  if (holder?.kind !== "key" || last?.kind !== "key") return [];
  if (holder.key !== "labels" && holder.key !== "annotations") return [];
  const found = applied.flux.commonMetadata[holder.key].get(last.key);
  if (found === undefined) return [];
  return [
    fluxSetter(applied, found.located, ["commonMetadata", holder.key, last.key], {
      how: "common metadata of Flux",
      value: found.value,
    }),
  ];
}

export const fluxSetter = (
  { flux, stage }: Applied,
  located: Located,
  path: readonly string[],
  about: Pick<Setter, "how" | "value"> & { part?: boolean },
): Setter => ({
  layer: stage.layer,
  how: about.how,
  place: placeOf(located),
  value: about.value,
  part: about.part ?? false,
  stage: stage.file,
  rank: null,
  edit: editOf(located, { ...fileFrame(flux.file, flux.document), path: ["spec"] }, path),
});
