import { indexItem } from "./path";
import {
  field,
  itemsOf,
  type ReleaseAsk,
  scalarText,
  type Writer,
  type WriterTree,
  writerAt,
} from "./release-writer";
import { resolveRepoPath } from "./repo-path";
import type { Located } from "./yaml/located";
import { parseYaml } from "./yaml/parse";

const names = ["kustomization.yaml", "kustomization.yml", "Kustomization"];
const maximumFolders = 200;

/**
 * Every line of a kustomization tree that sets a part of the release, weakest first, as kustomize applies them:
 * resources, then components, then the folder's own transformers. Remote and missing folders are passed over.
 */
export function kustomizeWriters(folder: string, ask: ReleaseAsk): WriterTree {
  const writers: Writer[] = [];
  const files: string[] = [];
  const layers: string[] = [];
  const visit = (here: string, above: readonly string[], isComponent: boolean): void => {
    if (above.includes(here) || files.length >= maximumFolders) return;
    const found = kustomizationOf(here, ask);
    if (!found) return;
    files.push(found.file);
    if (!isComponent) layers.unshift(found.file);
    for (const list of ["resources", "bases", "components"])
      for (const item of itemsOf(field(found.root, list))) {
        const below = resolveRepoPath(here, scalarText(item) ?? "");
        if (below !== null) visit(below, [...above, here], isComponent || list === "components");
      }
    writers.push(...ownWriters(found.file, found.root, ask));
  };
  visit(folder, [], false);
  return { writers, files, layers, homes: layers };
}

/** The kustomization file of a folder. */
export function kustomizationOf(
  folder: string,
  ask: Pick<ReleaseAsk, "text">,
): { file: string; root: Located } | null {
  for (const name of names) {
    const file = folder === "" ? name : `${folder}/${name}`;
    const text = ask.text(file);
    const root = text === null ? null : (parseYaml(text, file).documents[0]?.contents ?? null);
    if (root?.kind === "map") return { file, root };
  }
  return null;
}

function ownWriters(file: string, root: Located, ask: ReleaseAsk): readonly Writer[] {
  const images = itemsOf(field(root, "images")).flatMap((image) => {
    const name = scalarText(field(image, "name"));
    if (name === null) return [];
    const at = (kind: "image" | "digest" | "name", key: string): Writer | null =>
      writerAt(
        { key: `${kind}:${name}`, kind, file, document: 0, path: ["images", { name }, key] },
        field(image, key),
      );
    return [at("image", "newTag"), at("digest", "digest"), at("name", "newName")];
  });
  const charts = itemsOf(field(root, "helmCharts")).map((chart) => {
    const name = scalarText(field(chart, "name")) ?? "";
    return writerAt(
      { key: `chart:${name}`, kind: "chart", file, document: 0, path: ["helmCharts", { name }, "version"] },
      field(chart, "version"),
    );
  });
  return [...images, ...charts, ...literalWriters(file, root, ask)].filter((w) => w !== null);
}

const literalWriters = (file: string, root: Located, ask: ReleaseAsk): readonly Writer[] =>
  itemsOf(field(root, "configMapGenerator")).flatMap((generator) => {
    const name = scalarText(field(generator, "name"));
    if (name === null) return [];
    return itemsOf(field(generator, "literals")).flatMap((literal, index) => {
      const key = /^([^=]+)=/.exec(scalarText(literal) ?? "")?.[1];
      if (key === undefined || !promotesLiteral(ask.promote, name, key)) return [];
      const path = ["configMapGenerator", { name }, "literals", indexItem(index)];
      const cut = key.length + 1;
      const writer = writerAt(
        { key: literalKey(name, key), kind: "config", file, document: 0, path },
        literal,
        (text) => [text.slice(0, cut), text.slice(cut)],
      );
      return writer ? [writer] : [];
    });
  });

export const literalKey = (generator: string, key: string): string => `config:${generator}/${key}`;

/** A declared key is the literal's own name, or `configMapGenerator[name].literals[KEY]` when two generators share it. */
const promotesLiteral = (promote: readonly string[], generator: string, key: string): boolean =>
  promote.includes(key) || promote.includes(`configMapGenerator[${generator}].literals[${key}]`);
