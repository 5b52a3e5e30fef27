import { kustomizationOf } from "../release-kustomize";
import { field, itemsOf, scalarText } from "../release-writer";
import { folderOf, resolveRepoPath } from "../repo-path";
import type { Located } from "../yaml/located";
import {
  generatorSetters,
  imageParts,
  imageSetters,
  labelSetters,
  nameSetters,
  replicaSetters,
} from "./entries";
import { type Applied, commonMetadataSetters, generatedRoot } from "./flux";
import { type Frame, fileFrame, innerDocuments } from "./follow";
import { type LayerWords, layerOf } from "./layer";
import { isOwnNamespace, means, namesOnly, patchSetters, type Stage, targetOf, written } from "./patch";
import type { Setter } from "./setter";
import type { Sources } from "./sources";
import { transformerSetters } from "./transformers";
import type { Want } from "./want";

const deepest = 30;

export type KustomizeSetters = {
  /** Weakest first, in the order kustomize applies them. */
  setters: readonly Setter[];
  /** Kustomizations that render alone, from the one that is placed down to the base: each with its file. */
  stages: readonly { folder: string; file: string }[];
};

/**
 * Every entry of a kustomization tree that sets the value: resources, then generators, components and transformers, as
 * kustomize 5 applies them (kusttarget.go, accumulateTarget and configureBuiltinTransformers).
 */
export function kustomizeSetters(
  folder: string,
  want: Want,
  sources: Sources,
  words: LayerWords,
  /** The Flux Kustomization that lays its own entries over the folder's. */
  by: { applied: Applied; paths: Iterable<string> } | null = null,
): KustomizeSetters {
  const stages: { folder: string; file: string }[] = by ? [{ folder, file: by.applied.flux.file }] : [];
  const at = { folder, above: [], component: false, stages, chain: true, by };
  const namespaces = isOwnNamespace(want.steps) ? null : namespacesOf(at, want, sources, words);
  const setters = [
    ...visit(at, { ...want, namespaces }, sources, words),
    ...commonMetadataSetters(by?.applied ?? null, want),
  ];
  // The first one brings the item in; patches behind it only name it.
  const own = namesOnly(want.steps) ? setters.filter((s, at) => at === 0 || s.how !== "patch") : setters;
  return { setters: own, stages };
}

/**
 * The namespaces that the object may have while it is patched: kustomize holds a target's `namespace` against the first
 * and the present one, and calls none `default` (resid.EffectiveNamespace).
 */
function namespacesOf(at: Visit, want: Want, sources: Sources, words: LayerWords): ReadonlySet<string> {
  const steps = ["metadata", "namespace"].map((key) => ({ kind: "key" as const, key }));
  const said = visit({ ...at, stages: [] }, { ...want, steps, inside: [] }, sources, words);
  const written = said.some(({ how }) => how === "object");
  return new Set([
    ...said.flatMap(({ value }) => (typeof value === "string" ? [value] : [])),
    ...(written ? [] : ["default"]),
  ]);
}

type Visit = {
  folder: string;
  above: readonly string[];
  component: boolean;
  stages: { folder: string; file: string }[];
  chain: boolean;
  by: { applied: Applied; paths: Iterable<string> } | null;
};

function visit(at: Visit, want: Want, sources: Sources, words: LayerWords): readonly Setter[] {
  const { folder, above } = at;
  if (above.includes(folder) || above.length > deepest) return [];
  const own = kustomizationAt(folder, sources);
  const found = own ?? (at.by && generatedRoot(at.by.applied, folder, at.by.paths));
  if (found === null) return [];
  const { file, root } = found;
  const stage: Stage = { layer: layerOf(file, words), file };
  if (!at.component && own !== null) at.stages.push({ folder, file });
  const flux = at.by?.applied ?? null;
  const inner = unwrapped(root, flux?.spec ? unwrapped(flux.spec, want) : want);
  const below = (item: Located, component: boolean): readonly Setter[] => {
    const target = resolveRepoPath(folder, scalarText(item) ?? "");
    if (target === null) return [];
    if (/\.(ya?ml|json)$/i.test(target)) return objectSetters(target, inner, sources, words, stage.file);
    return visit(
      { ...at, folder: target, above: [...above, folder], component: at.component || component, by: null },
      inner,
      sources,
      words,
    );
  };
  const entry = { root, stage, want: inner };
  const outer = { root, stage, want: named(inner, want) };
  const over = flux?.spec && {
    root: flux.spec,
    stage: flux.stage,
    want: outer.want,
    within: { document: flux.flux.document, path: ["spec"] },
  };
  const components = (holder: Located | undefined, of: string): readonly Setter[] =>
    itemsOf(field(holder, "components")).flatMap((item, index) =>
      below(item, true).map((one) => ({
        ...one,
        rank: [one.rank, `${of}#components/${index}`].filter((rank) => rank !== null).join("\n"),
      })),
    );
  return [
    ...["resources", "bases"].flatMap((list) =>
      itemsOf(field(root, list)).flatMap((item) => below(item, false)),
    ),
    ...generatorSetters(entry, sources.text),
    ...components(root, file),
    ...(over ? components(over.root, over.stage.file) : []),
    ...patches(root, fileFrame(file, 0), stage, outer.want, sources),
    ...(over ? patches(over.root, frameOf(over), over.stage, outer.want, sources) : []),
    ...nameSetters(outer),
    ...(over ? nameSetters(over, "targetNamespace") : []),
    ...labelSetters(outer),
    ...replicaSetters(outer),
    ...imageSetters(outer),
    ...(over ? imageSetters(over) : []),
    ...replacements(root, file, stage, outer.want, sources),
    ...transformerSetters(root, stage, outer.want, sources),
  ];
}

const frameOf = ({
  stage,
  within,
}: {
  stage: Stage;
  within: { document: number; path: Frame["path"] };
}): Frame => ({
  ...fileFrame(stage.file, within.document),
  path: within.path,
});

export function kustomizationAt(folder: string, sources: Sources): { file: string; root: Located } | null {
  for (const name of ["kustomization.yaml", "kustomization.yml", "Kustomization"]) {
    const file = folder === "" ? name : `${folder}/${name}`;
    const [root] = sources.documents(file);
    if (root?.kind === "map") return { file, root };
  }
  return kustomizationOf(folder, sources);
}

/** The object as it was called, and its image as it was named, before this kustomization changed them. */
function unwrapped(root: Located, want: Want): Want {
  const prefix = scalarText(field(root, "namePrefix")) ?? "";
  const suffix = scalarText(field(root, "nameSuffix")) ?? "";
  const names = [...want.names].map((name) =>
    name.startsWith(prefix) && name.endsWith(suffix) && name.length > prefix.length + suffix.length
      ? name.slice(prefix.length, name.length - suffix.length)
      : name,
  );
  return { ...want, names: new Set([...want.names, ...names]), value: unnamed(root, want) };
}

function unnamed(root: Located, want: Want): Want["value"] {
  const last = want.steps.at(-1);
  if (last?.kind !== "key" || last.key !== "image" || typeof want.value !== "string") return want.value;
  const now = imageParts(want.value);
  const renamed = itemsOf(field(root, "images")).find(
    (image) => scalarText(field(image, "newName")) === now.name,
  );
  const before = scalarText(field(renamed, "name"));
  return before === null ? want.value : `${before}${want.value.slice(now.name.length)}`;
}

const named = (inner: Want, want: Want): Want => ({ ...inner, value: want.value });

/** Objects that a file writes; a file of the wrong name in the origin annotation is another object of the same name. */
function objectSetters(
  file: string,
  want: Want,
  sources: Sources,
  words: LayerWords,
  stage: string,
): readonly Setter[] {
  if (want.origin !== null && want.origin !== file && sources.text(want.origin) !== null) return [];
  const layer = layerOf(file, words);
  const documents = sources.documents(file);
  const own = want.origin === file ? alone(documents, want) : want;
  return documents.flatMap((root, index) =>
    means(root, null, own)
      ? written(root, fileFrame(file, index), own, {
          stage: { layer, file: stage },
          rank: null,
          how: "object",
        })
      : [],
  );
}

/** When the origin file holds one object of the kind, that is the one, whatever it was called then. */
function alone(documents: readonly Located[], want: Want): Want {
  const same = documents.filter((root) => scalarText(field(root, "kind")) === want.kind);
  const name = same.length === 1 ? scalarText(field(field(same[0], "metadata"), "name")) : null;
  return name === null ? want : { ...want, names: new Set([...want.names, name]) };
}

function patches(root: Located, frame: Frame, stage: Stage, want: Want, sources: Sources): readonly Setter[] {
  const { file } = frame;
  const folder = folderOf(file);
  const merges = itemsOf(field(root, "patchesStrategicMerge")).flatMap((item, index) =>
    patchOf(item, ["patchesStrategicMerge", { index }], null, index),
  );
  const list = (key: "patches" | "patchesJson6902") =>
    itemsOf(field(root, key)).flatMap((item, index) => {
      const target = targetOf(field(item, "target"));
      const inline = field(item, "patch");
      const path = field(item, "path");
      return [
        ...(inline === undefined ? [] : patchOf(inline, [key, { index }, "patch"], target, index)),
        ...(path === undefined ? [] : patchOf(path, [key, { index }, "path"], target, index)),
      ];
    });
  function patchOf(
    located: Located,
    path: Frame["path"],
    target: ReturnType<typeof targetOf>,
    index: number,
  ): readonly Setter[] {
    const rank = `${file}#patch/${index}`;
    const text = scalarText(located);
    const other = text !== null && !text.includes("\n") ? resolveRepoPath(folder, text) : null;
    if (other !== null && sources.text(other) !== null)
      return sources
        .documents(other)
        .flatMap((inner, at) => patchSetters(inner, fileFrame(other, at), target, want, stage, rank));
    const inner = innerDocuments(located, frame, path);
    return (inner?.roots ?? []).flatMap((one) =>
      patchSetters(one, inner?.frame ?? frame, target, want, stage, rank),
    );
  }
  // patchesJson6902 run behind labels and names, but nothing of theirs sets the same fields.
  return [...merges, ...list("patches"), ...list("patchesJson6902")];
}

/** `replacements` copy a value from elsewhere; which one is told by their target. */
function replacements(
  root: Located,
  file: string,
  stage: Stage,
  want: Want,
  sources: Sources,
): readonly Setter[] {
  const wanted = want.steps.map((step) => (step.kind === "key" ? step.key : null));
  return itemsOf(field(root, "replacements")).flatMap((item) => {
    const path = scalarText(field(item, "path"));
    const other = path === null ? null : resolveRepoPath(folderOf(file), path);
    const entries =
      other === null ? [item] : sources.documents(other).flatMap((d) => (d.kind === "list" ? d.items : [d]));
    return entries.flatMap((one) =>
      itemsOf(field(one, "targets")).flatMap((target): Setter[] => {
        const select = targetOf(field(target, "select"));
        if (select === null || !means(one, select.name === null ? { ...select, name: ".*" } : select, want))
          return [];
        const hit = itemsOf(field(target, "fieldPaths")).find((fieldPath) => {
          const parts = (scalarText(fieldPath) ?? "").match(/\[[^\]]*\]|(?:\\.|[^.[])+/g) ?? [];
          return (
            parts.length === wanted.length &&
            parts.every(
              (part, at) =>
                wanted[at] === null || wanted[at] === part.replace(/\\(.)/g, "$1") || part === "*",
            )
          );
        });
        return hit === undefined
          ? []
          : [
              {
                layer: stage.layer,
                how: "replacement",
                place: { file: other ?? file, line: lineOf(hit), column: 1 },
                value: want.value,
                part: false,
                stage: file,
                rank: null,
                edit: null,
              },
            ];
      }),
    );
  });
}

const lineOf = (located: Located): number => located.source.text.slice(0, located.start).split("\n").length;
