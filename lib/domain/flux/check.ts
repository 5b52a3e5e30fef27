import type { Fleet } from "../fleet";
import type { Problem } from "../problem";
import { listed } from "../promotion/sentence";
import { field, itemsOf, type ReadText, scalarText } from "../release-writer";
import { folderOf, resolveRepoPath } from "../repo-path";
import type { FluxReference } from "../source";
import { keyPlace, type Located } from "../yaml/located";
import { parseYaml } from "../yaml/parse";
import { fluxDocuments, fluxNamed } from "./kustomization";
import { fluxProblems } from "./problems";

type Applied = { flux: FluxReference; path: string };

/** Every file that `checkFlux` may ask for. */
export const fluxFiles = (fleet: Fleet): readonly string[] => [
  ...new Set(appliedIn(fleet).flatMap(({ flux }) => [flux.file, ...aboveOf(flux.file)])),
];

/**
 * What is wrong with the Flux Kustomizations that placements name, and what they do that no render shows; each once. Files
 * that are missing are the fleet file's problem, and are not told again.
 */
export function checkFlux(fleet: Fleet, text: ReadText): Problem[] {
  const problems = appliedIn(fleet).flatMap(({ flux, path }) => {
    const documents = documentsOf(flux.file, text);
    if (documents === null) return [];
    const read = fluxNamed(flux.file, documents, flux.name);
    return [
      ...read.problems,
      ...(read.flux ? fluxProblems(read.flux, path) : []),
      ...aboveOf(flux.file).flatMap((above) => changedAbove(above, documentsOf(above, text) ?? [], flux)),
    ];
  });
  return [...new Map(problems.map((one) => [JSON.stringify(one), one])).values()];
}

function appliedIn(fleet: Fleet): readonly Applied[] {
  const all = fleet.placements.flatMap(({ source }): Applied[] =>
    source.kind === "kustomize" && source.flux ? [{ flux: source.flux, path: source.path }] : [],
  );
  return [...new Map(all.map((one) => [`${one.flux.file}\0${one.flux.name}\0${one.path}`, one])).values()];
}

function documentsOf(file: string, text: ReadText): readonly Located[] | null {
  const content = text(file);
  return content === null
    ? null
    : parseYaml(content, file).documents.flatMap(({ contents }) => (contents ? [contents] : []));
}

/** What may change a Flux Kustomization before Flux reads it: `flux bootstrap`'s own one, and a kustomization beside it. */
function aboveOf(file: string): readonly string[] {
  const parts = file.split("/").slice(0, -1);
  const folders = parts.map((_, at) => parts.slice(0, at + 1).join("/"));
  return [
    ...folders.map((folder) => `${folder}/flux-system/gotk-sync.yaml`),
    ...folders.map((folder) => `${folder}/kustomization.yaml`),
  ];
}

function changedAbove(
  above: string,
  documents: readonly Located[],
  { file, name }: FluxReference,
): Problem[] {
  const told = (holder: Located | undefined, keys: readonly string[], what: string): Problem[] => {
    const found = keys.filter((key) => field(holder, key) !== undefined);
    const [first] = found;
    if (holder === undefined || first === undefined) return [];
    return [
      {
        code: "flux.parent",
        severity: "warning",
        message: `${what} changes the Flux Kustomization ${name} by ${listed(found)} before Flux reads it; that is not rendered`,
        hint: `Write what it changes into ${file}`,
        ...keyPlace(holder, first),
      },
    ];
  };
  if (above.endsWith("/kustomization.yaml")) {
    const [root] = documents;
    const takesIt = ["resources", "bases"].some((key) =>
      itemsOf(field(root, key)).some(
        (item) => resolveRepoPath(folderOf(above), scalarText(item) ?? "") === file,
      ),
    );
    return takesIt ? told(root, plainChanges, above) : [];
  }
  return fluxDocuments(documents).flatMap(({ root, name: parent }) => {
    const spec = field(root, "spec");
    const path = resolveRepoPath("", scalarText(field(spec, "path")) ?? ".") ?? "";
    return path === "" || file.startsWith(`${path}/`)
      ? told(spec, ["patches", "postBuild", "namePrefix", "nameSuffix", "components"], parent ?? above)
      : [];
  });
}

const plainChanges = ["patches", "patchesStrategicMerge", "patchesJson6902", "namePrefix", "nameSuffix"];
