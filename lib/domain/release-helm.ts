import { type Path, type PathSegment, parsePath, printPath } from "./path";
import {
  field,
  itemsOf,
  type ReleaseAsk,
  scalarText,
  type Writer,
  type WriterTree,
  writerAt,
} from "./release-writer";
import type { Source } from "./source";
import type { Located } from "./yaml/located";
import { parseYaml } from "./yaml/parse";

type HelmSource = Extract<Source, { kind: "helm" }>;

/**
 * Every line that sets a part of the release: the chart's own version, then the values files from weakest to
 * strongest. In values, `image.tag`, `image.digest` and an `image: name:tag` count at any depth.
 */
export function helmWriters(source: HelmSource, ask: ReleaseAsk): WriterTree {
  const chartFile = `${source.chart}/Chart.yaml`;
  const own = [`${source.chart}/values.yaml`, ...source.values].filter(
    (file, i, all) => all.indexOf(file) === i,
  );
  const files = [chartFile, ...own].filter((file) => ask.text(file) !== null);
  const writers = files.flatMap((file) => {
    const root = parseYaml(ask.text(file) ?? "", file).documents[0]?.contents;
    if (root?.kind !== "map") return [];
    return file === chartFile
      ? chartWriters(file, root)
      : [...imageWriters(file, root, []), ...promotedWriters(file, root, ask)];
  });
  return { writers, files, layers: files, homes: source.values };
}

function chartWriters(file: string, root: Located): readonly Writer[] {
  const name = scalarText(field(root, "name")) ?? "";
  const own = writerAt(
    { key: `chart:${name}`, kind: "chart", file, document: 0, path: ["version"] },
    field(root, "version"),
  );
  const parts = itemsOf(field(root, "dependencies")).map((part) => {
    const dependency = scalarText(field(part, "name")) ?? "";
    const path = ["dependencies", { name: dependency }, "version"];
    return writerAt(
      { key: `chart:${name}/${dependency}`, kind: "chart", file, document: 0, path },
      field(part, "version"),
    );
  });
  return [own, ...parts].filter((w) => w !== null);
}

function imageWriters(file: string, map: Located, above: Path): readonly Writer[] {
  if (map.kind !== "map") return [];
  return [...map.entries.values()].flatMap((entry) => {
    const path = [...above, entry.key];
    if (entry.key !== "image") return imageWriters(file, entry.value, path);
    const at = (kind: "image" | "digest", key: string): Writer | null =>
      writerAt(
        { key: `${kind}:values:${printPath(path)}`, kind, file, document: 0, path: [...path, key] },
        field(entry.value, key),
      );
    const whole = /^(.+:)([^:/@]+)$/.exec(scalarText(entry.value) ?? "");
    const inOne = whole
      ? writerAt(
          { key: `image:values:${printPath(path)}`, kind: "image", file, document: 0, path },
          entry.value,
          () => [whole[1] ?? "", whole[2] ?? ""],
        )
      : null;
    return [inOne, at("image", "tag"), at("digest", "digest")].filter((w) => w !== null);
  });
}

const promotedWriters = (file: string, root: Located, ask: ReleaseAsk): readonly Writer[] =>
  ask.promote.flatMap((text) => {
    const found = valuesPath(root, text);
    if (!found) return [];
    const writer = writerAt(
      { key: `config:${text}`, kind: "config", file, document: 0, path: found.path },
      found.located,
    );
    return writer ? [writer] : [];
  });

/** Follows a declared values path; list items are found by name, or by position where they have none. */
function valuesPath(root: Located, text: string): { path: Path; located: Located } | null {
  const path: PathSegment[] = [];
  let here: Located | undefined = root;
  for (const step of parsePath(text) ?? []) {
    if (step.kind === "order" || !here) return null;
    const name = step.kind === "key" ? step.key : step.kind === "item" ? step.identity : step.text;
    if (here.kind === "list") {
      const named: Located | undefined = here.items.find((item) => scalarText(field(item, "name")) === name);
      const index = Number(name);
      here = named ?? here.items[index];
      path.push(named ? { name } : { index });
    } else {
      here = field(here, name);
      path.push(name);
    }
  }
  return here && path.length > 0 ? { path, located: here } : null;
}
