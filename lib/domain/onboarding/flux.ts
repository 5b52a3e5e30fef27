import { joined, type Layout } from "../fleet/files";
import type { Problem } from "../problem";
import { listed } from "../promotion/sentence";
import { type Located, placeOf, valueAt } from "../yaml/located";
import { parseYaml } from "../yaml/parse";
import { environmentIn } from "./environment-path";
import { lastOf, resolved, textOf } from "./kustomization";

/** One Flux Kustomization of one environment's cluster, and the folder that it applies. */
export type FluxEntry = {
  name: string;
  environment: string;
  folder: string;
  file: string;
  /** What it changes while it applies, for where nobody can be told to render it. */
  changes: Problem | null;
};

export const isFluxText = (text: string): boolean => text.includes("kustomize.toolkit.fluxcd.io");

/**
 * What Flux applies on each environment's cluster, from the Kustomizations in `clusters/ENV`. A path into an artifact
 * of an ArtifactGenerator is followed to the folder that it was copied from.
 */
export function fluxEntries(
  texts: ReadonlyMap<string, string>,
  layout: Layout,
): { entries: FluxEntry[]; problems: Problem[] } {
  const entries: FluxEntry[] = [];
  const problems: Problem[] = [];
  const others = otherRepositories(texts);
  const copies = new Map<string, { from: string; to: string }[]>();
  const wanted: { environment: string; document: Located; file: string }[] = [];
  for (const [file, text] of texts) {
    const at = /\.ya?ml$/.test(file) && !isBootstrap(file) ? environmentIn(file) : null;
    if (at === null || !/fluxcd\.io/.test(text)) continue;
    for (const { contents } of parseYaml(text, file).documents) {
      if (contents?.kind !== "map") continue;
      const kind = textOf(valueAt(contents, ["kind"]));
      const api = textOf(valueAt(contents, ["apiVersion"])) ?? "";
      if (kind === "ArtifactGenerator") collect(contents, at.environment, copies);
      if (kind === "Kustomization" && api.startsWith("kustomize.toolkit.fluxcd.io/"))
        wanted.push({ environment: at.environment, document: contents, file });
    }
  }
  for (const { environment, document, file } of wanted) {
    const name = textOf(valueAt(document, ["metadata", "name"]));
    const path = textOf(valueAt(document, ["spec", "path"])) ?? "./";
    const source = textOf(valueAt(document, ["spec", "sourceRef", "name"])) ?? "";
    const kind = textOf(valueAt(document, ["spec", "sourceRef", "kind"])) ?? "";
    const other = kind === "OCIRepository" || kind === "Bucket" || others.has(source);
    if (other && name !== null) {
      problems.push(fromElsewhere(name, `${kind} ${source}`, document));
      continue;
    }
    const folder = folderFor(path, copies.get(`${environment}/${source}`) ?? [], layout);
    if (name === null || folder === null) continue;
    entries.push({ name, environment, folder, file, changes: changesOf(name, document) });
  }
  return { entries, problems };
}

/** What `flux bootstrap` writes: it tells this repository's own address. */
export const isBootstrap = (file: string): boolean => lastOf(file) === "gotk-sync.yaml";

/** The GitRepositories that have another address than the one Flux was installed from. */
function otherRepositories(texts: ReadonlyMap<string, string>): ReadonlySet<string> {
  const [own, all] = [new Set<string>(), new Map<string, string>()];
  for (const [file, text] of texts) {
    if (!/^kind: ["']?GitRepository/m.test(text)) continue;
    for (const { contents } of parseYaml(text, file).documents) {
      if (contents?.kind !== "map" || textOf(valueAt(contents, ["kind"])) !== "GitRepository") continue;
      const [name, url] = [
        textOf(valueAt(contents, ["metadata", "name"])),
        textOf(valueAt(contents, ["spec", "url"])),
      ];
      if (name === null || url === null) continue;
      if (isBootstrap(file)) own.add(url);
      else all.set(name, url);
    }
  }
  return new Set(own.size === 0 ? [] : [...all].flatMap(([name, url]) => (own.has(url) ? [] : [name])));
}

const fromElsewhere = (name: string, source: string, document: Located): Problem => ({
  code: "flux.source",
  severity: "warning",
  message: `Flux applies ${name} from the ${source}, which is another place than this repository`,
  hint: "It is no part of the proposal",
  ...placeOf(valueAt(document, ["spec", "sourceRef"]) ?? document),
});

function collect(
  document: Located,
  environment: string,
  copies: Map<string, { from: string; to: string }[]>,
) {
  const artifacts = valueAt(document, ["spec", "artifacts"]);
  for (const artifact of artifacts?.kind === "list" ? artifacts.items : []) {
    const name = textOf(valueAt(artifact, ["name"]));
    const rules = valueAt(artifact, ["copy"]);
    for (const rule of rules?.kind === "list" ? rules.items : []) {
      const [from, to] = [textOf(valueAt(rule, ["from"])), textOf(valueAt(rule, ["to"]))];
      if (name === null || from === null || to === null) continue;
      const key = `${environment}/${name}`;
      const list = copies.get(key) ?? [];
      list.push({
        from: from.replace(/^@[^/]+\//, "").replace(/\/?\*\*$/, ""),
        to: to.replace(/^@artifact\/?/, ""),
      });
      copies.set(key, list);
    }
  }
}

function folderFor(
  path: string,
  copies: readonly { from: string; to: string }[],
  layout: Layout,
): string | null {
  const plain = resolved("", path);
  if (plain === null) return null;
  for (const { from, to } of copies) {
    const target = joined("", to);
    const rest =
      target === ""
        ? plain
        : plain === target
          ? ""
          : plain.startsWith(`${target}/`)
            ? plain.slice(target.length + 1)
            : null;
    const folder = rest === null ? null : joined(from, rest);
    if (folder !== null && layout.hasFolder(folder)) return folder;
  }
  return plain !== "" && layout.hasFolder(plain) ? plain : null;
}

/** Fields of a Flux Kustomization that change what its path renders (kustomize.toolkit.fluxcd.io, KustomizationSpec). */
const changing = [
  "components",
  "patches",
  "patchesStrategicMerge",
  "patchesJson6902",
  "images",
  "namePrefix",
  "nameSuffix",
  "targetNamespace",
  "commonMetadata",
  "postBuild",
] as const;

function changesOf(name: string, document: Located): Problem | null {
  const found = changing.flatMap((key) => {
    const value = valueAt(document, ["spec", key]);
    return value === undefined ? [] : [{ key, value }];
  });
  const [first] = found;
  if (first === undefined) return null;
  return {
    code: "onboarding.flux",
    severity: "warning",
    message: `Flux applies ${name} with ${listed(found.map(({ key }) => `spec.${key}`))}: what that changes is not in what is rendered here`,
    hint: "Name it under flux: of the application that renders its folder, or move it into the folder's own kustomization",
    ...placeOf(first.value),
  };
}
