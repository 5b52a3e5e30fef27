import { scanHcl } from "../hcl/scan";
import { isJsonObject, type Json, type JsonObject } from "../json";
import type { Place } from "../problem";
import type { Located } from "../yaml/located";
import { placeAt, type YamlSource } from "../yaml/source";

/** A Terraform file as it was read; `value` is what Terraform's own parser made of it. */
export type HclFile = { file: string; text: string; value: JsonObject | null };

/** A block with its body, and where anything in it is written. */
export type Block = {
  type: string;
  labels: readonly string[];
  body: JsonObject;
  place: (path: readonly (string | number)[]) => Place;
};

const labelled: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  variable: 1,
  output: 1,
  module: 1,
  provider: 1,
  terraform: 0,
  locals: 0,
};

/** The blocks of one folder's files, which Terraform reads as one. */
export function blocksOf(files: readonly HclFile[]): Block[] {
  return files.flatMap(({ file, text, value }) => {
    const place = placesIn(file, text);
    return Object.entries(value ?? {}).flatMap(([type, content]) => {
      const count = labelled[type];
      return count === undefined ? [] : below(type, count, content, [], place);
    });
  });
}

function below(
  type: string,
  count: number,
  content: Json,
  labels: readonly string[],
  place: (path: readonly (string | number)[]) => Place,
): Block[] {
  if (count > 0)
    return Object.entries(isJsonObject(content) ? content : {}).flatMap(([label, inner]) =>
      below(type, count - 1, inner, [...labels, label], place),
    );
  return listOf(content).map(
    (body, i): Block => ({
      type,
      labels,
      body,
      place: (path) => place([type, ...labels, i, ...path]),
    }),
  );
}

/** Blocks come as lists; JSON syntax writes a single one without. */
export const listOf = (content: Json | undefined): JsonObject[] =>
  (Array.isArray(content) ? content : [content]).filter(isJsonObject);

/**
 * Where the value at a path of the parsed file is written; the closest place above it when the scanner cannot go on
 * (an expression, a heredoc), and the file's start when it cannot read the file at all.
 */
export function placesIn(file: string, text: string): (path: readonly (string | number)[]) => Place {
  const source = sourceOf(file, text);
  let tree: Located | null | undefined;
  return (path) => {
    if (tree === undefined) tree = scanned(source);
    if (tree === null) return { file, line: 1, column: 1 };
    let here: Located = tree;
    let start = tree.start;
    for (const segment of path) {
      // The parser makes a list of every block; the scanner only where there is more than one.
      if (typeof segment === "number" && here.kind === "map") continue;
      if (here.kind === "map") {
        const entry = here.entries.get(String(segment));
        if (entry === undefined) break;
        [here, start] = [entry.value, entry.keyStart];
      } else if (here.kind === "list" && typeof segment === "number") {
        const item: Located | undefined = here.items[segment];
        if (item === undefined) break;
        [here, start] = [item, item.start];
      } else break;
    }
    return placeAt(source, start);
  };
}

function scanned(source: YamlSource): Located | null {
  if (source.file.endsWith(".json")) return null;
  try {
    return scanHcl(source);
  } catch {
    // The parser knows more of the language than the scanner.
    return null;
  }
}

function sourceOf(file: string, text: string): YamlSource {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts };
}
