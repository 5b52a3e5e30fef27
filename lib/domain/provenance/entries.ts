import type { Path } from "../path";
import { field, itemsOf, type ReadText, scalarText } from "../release-writer";
import { folderOf, resolveRepoPath } from "../repo-path";
import { jsonOf, type Located, placeOf } from "../yaml/located";
import { isOwnNamespace, type Stage } from "./patch";
import type { Setter } from "./setter";
import type { Want } from "./want";

/** An entry of a kustomization, read where it stands. */
type Entry = {
  root: Located;
  stage: Stage;
  want: Want;
  /** Where the kustomization's fields stand in their file: for those of a Flux Kustomization, below its `spec`. */
  within?: { document: number; path: Path };
};

const setter = (
  { stage, within }: Entry,
  located: Located,
  path: Path,
  about: Pick<Setter, "how" | "value"> & {
    part?: boolean;
    prefix?: string;
    rank?: string | null;
    file?: string;
  },
): Setter => ({
  layer: stage.layer,
  how: about.how,
  place: placeOf(located),
  value: about.value,
  part: about.part ?? false,
  stage: stage.file,
  rank: about.rank ?? null,
  edit:
    located.kind === "scalar" && located.alias === undefined
      ? {
          file: about.file ?? stage.file,
          document: within?.document ?? 0,
          path: [...(within?.path ?? []), ...path],
          expect: scalarText(located) ?? "",
          prefix: about.prefix ?? "",
        }
      : null,
});

const lastKey = (want: Want): string | null => {
  const last = want.steps.at(-1);
  return last?.kind === "key" ? last.key : null;
};
const keyAt = (want: Want, at: number): string | null => {
  const step = want.steps.at(at);
  return step?.kind === "key" ? step.key : null;
};
const isName = (want: Want): boolean =>
  want.steps.length === 2 && keyAt(want, 0) === "metadata" && keyAt(want, 1) === "name";

/** `images`: of a field called image, the name, tag and digest that are set apart. */
export function imageSetters(entry: Entry): readonly Setter[] {
  const { root, want } = entry;
  if (lastKey(want) !== "image" || typeof want.value !== "string") return [];
  // Kustomize changes images of containers alone, but for fields that the kustomization names itself.
  const held = want.steps.some((step) => step.kind === "key" && /^(c|initC)ontainers$/.test(step.key));
  if (!held && field(root, "configurations") === undefined) return [];
  const now = imageParts(want.value);
  return itemsOf(field(root, "images")).flatMap((image, index) => {
    const name = scalarText(field(image, "name"));
    const newName = scalarText(field(image, "newName"));
    if (name === null || ((newName ?? name) !== now.name && name !== now.name)) return [];
    const path = ["images", { index }];
    return (["newName", "newTag", "digest"] as const).flatMap((key) => {
      const located = field(image, key);
      const text = scalarText(located);
      if (located === undefined || text === null) return [];
      return [
        setter(entry, located, [...path, key], {
          how: "image entry",
          value: text,
          part: true,
          rank: `${entry.stage.file}#images/${key}`,
        }),
      ];
    });
  });
}

/** An image reference taken apart; the registry's port is no tag. */
export function imageParts(image: string): { name: string; tag: string | null; digest: string | null } {
  const [before = "", digest = null] = image.split("@");
  const tag = /:([^/:]+)$/.exec(before)?.[1] ?? null;
  return { name: tag === null ? before : before.slice(0, -tag.length - 1), tag, digest };
}

export function replicaSetters(entry: Entry): readonly Setter[] {
  const { root, want } = entry;
  if (want.steps.length !== 2 || keyAt(want, 0) !== "spec" || keyAt(want, 1) !== "replicas") return [];
  return itemsOf(field(root, "replicas")).flatMap((item, index) => {
    const count = field(item, "count");
    if (count === undefined || !want.names.has(scalarText(field(item, "name")) ?? "")) return [];
    return [
      setter(entry, count, ["replicas", { index }, "count"], {
        how: "replicas entry",
        value: jsonOf(count),
        rank: `${entry.stage.file}#replicas`,
      }),
    ];
  });
}

/** `labels`, `commonLabels` and `commonAnnotations`. */
export function labelSetters(entry: Entry): readonly Setter[] {
  const { root, want } = entry;
  const key = lastKey(want);
  const holder = keyAt(want, -2);
  if (key === null || holder === null) return [];
  const found: Setter[] = [];
  const from = (pairs: Located | undefined, path: Path, how: string): void => {
    const located = field(pairs, key);
    if (located !== undefined)
      found.push(
        setter(entry, located, [...path, key], {
          how,
          value: jsonOf(located),
          rank: `${entry.stage.file}#${how}`,
        }),
      );
  };
  if (holder === "annotations")
    from(field(root, "commonAnnotations"), ["commonAnnotations"], "annotation entry");
  if (!["labels", "matchLabels", "selector"].includes(holder)) return found;
  const own = want.steps.length === 3 && keyAt(want, 0) === "metadata";
  for (const [index, item] of itemsOf(field(root, "labels")).entries()) {
    const on = (name: string): boolean => scalarText(field(item, name)) === "true";
    if (own || on("includeSelectors") || (on("includeTemplates") && holder === "labels"))
      from(field(item, "pairs"), ["labels", { index }, "pairs"], "label entry");
  }
  from(field(root, "commonLabels"), ["commonLabels"], "label entry");
  return found;
}

/** The object's own namespace, or the one of a subject or service it names: a `namespace` elsewhere stays. */
const isNamespace = (want: Want): boolean =>
  lastKey(want) === "namespace" &&
  (isOwnNamespace(want.steps) || keyAt(want, 0) === "subjects" || keyAt(want, -2) === "service");

/** `namespace` (or what stands for it), `namePrefix` and `nameSuffix`. */
export function nameSetters(
  entry: Entry,
  key: "namespace" | "targetNamespace" = "namespace",
): readonly Setter[] {
  const { root, want } = entry;
  const found: Setter[] = [];
  const namespace = field(root, key);
  if (namespace !== undefined && (isNamespace(want) || (want.kind === "Namespace" && isName(want))))
    found.push(setter(entry, namespace, [key], { how: "namespace entry", value: jsonOf(namespace) }));
  for (const affix of ["namePrefix", "nameSuffix"] as const) {
    const located = field(root, affix);
    if (located !== undefined && isName(want))
      found.push(
        setter(entry, located, [affix], {
          how: affix === "namePrefix" ? "name prefix" : "name suffix",
          value: jsonOf(located),
          part: true,
        }),
      );
  }
  return found;
}

/** `configMapGenerator` and `secretGenerator`: literals, files and env files; and the generated name. */
export function generatorSetters(entry: Entry, text: ReadText): readonly Setter[] {
  const { root, want, stage } = entry;
  const list =
    want.kind === "ConfigMap" ? "configMapGenerator" : want.kind === "Secret" ? "secretGenerator" : null;
  if (list === null || want.group !== "") return [];
  return itemsOf(field(root, list)).flatMap((generator, index): readonly Setter[] => {
    const name = field(generator, "name");
    if (name === undefined || !want.names.has(scalarText(name) ?? "")) return [];
    const path: Path = [list, { index }];
    const first = keyAt(want, 0);
    if (first === null || isName(want))
      return [
        setter(entry, name, [...path, "name"], {
          how: "generator",
          value: first === null ? want.value : jsonOf(name),
          part: true,
        }),
      ];
    const key = keyAt(want, 1);
    if (key === null && ["data", "binaryData"].includes(first))
      return [setter(entry, name, [...path, "name"], { how: "generator", value: want.value })];
    if (first === "metadata") return optionSetters(entry, generator, path);
    if (key === null || !["data", "binaryData", "stringData"].includes(first)) return [];
    return [
      ...literals(entry, generator, path, key),
      ...fileEntries(entry, generator, path, key),
      ...envEntries(entry, generator, key, text),
    ].map((one) => ({ ...one, rank: `${stage.file}#${list}/${index}` }));
  });
}

function literals(entry: Entry, generator: Located, path: Path, key: string): readonly Setter[] {
  return itemsOf(field(generator, "literals")).flatMap((literal, at) => {
    const written = scalarText(literal) ?? "";
    const cut = written.indexOf("=");
    if (cut < 0 || written.slice(0, cut) !== key) return [];
    const value = written.slice(cut + 1).replace(/^(['"])(.*)\1$/s, "$2");
    const prefix = written.slice(0, cut + 1);
    return [setter(entry, literal, [...path, "literals", { index: at }], { how: "literal", value, prefix })];
  });
}

function fileEntries(entry: Entry, generator: Located, path: Path, key: string): readonly Setter[] {
  return itemsOf(field(generator, "files")).flatMap((item, at) => {
    const written = scalarText(item) ?? "";
    const cut = written.indexOf("=");
    const named = cut < 0 ? (written.split("/").at(-1) ?? "") : written.slice(0, cut);
    if (named !== key) return [];
    const file = resolveRepoPath(folderOf(entry.stage.file), written.slice(cut + 1));
    const one = setter(entry, item, [...path, "files", { index: at }], {
      how: "generated from a file",
      value: entry.want.holder ?? entry.want.value,
    });
    return [{ ...one, place: file === null ? one.place : { file, line: 1, column: 1 }, edit: null }];
  });
}

function envEntries(entry: Entry, generator: Located, key: string, text: ReadText): readonly Setter[] {
  const named = [
    ...itemsOf(field(generator, "envs")),
    ...[field(generator, "env")].filter((n) => n !== undefined),
  ];
  return named.flatMap((item) => {
    const file = resolveRepoPath(folderOf(entry.stage.file), scalarText(item) ?? "");
    const lines = file === null ? [] : (text(file) ?? "").split(/\r?\n/);
    return lines.flatMap((line, at): Setter[] => {
      if (file === null || !line.trimStart().startsWith(`${key}=`)) return [];
      const value = line.trimStart().slice(key.length + 1);
      const one = setter(entry, item, [], { how: "line of an env file", value });
      return [{ ...one, place: { file, line: at + 1, column: 1 }, edit: null }];
    });
  });
}

function optionSetters(entry: Entry, generator: Located, path: Path): readonly Setter[] {
  const key = lastKey(entry.want);
  const holder = keyAt(entry.want, -2);
  if (key === null || (holder !== "labels" && holder !== "annotations")) return [];
  const places = [
    { options: field(entry.root, "generatorOptions"), at: ["generatorOptions"] as Path },
    { options: field(generator, "options"), at: [...path, "options"] },
  ];
  return places.flatMap(({ options, at }) => {
    const located = field(field(options, holder), key);
    return located === undefined
      ? []
      : [setter(entry, located, [...at, holder, key], { how: "generator option", value: jsonOf(located) })];
  });
}
