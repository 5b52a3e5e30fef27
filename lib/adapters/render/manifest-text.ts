import { parseDocument } from "yaml";
import { isJsonObject, type Json, parseJson } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { plainYaml, yamlOptions } from "@/lib/domain/yaml-plain";
import { readBlockYaml } from "./block-yaml";

/** One document of a stream of manifests and the line it starts on, counted from 1. */
type ManifestText = { text: string; line: number };

/** What a document holds, or the first thing wrong with it; lines count from 1 in the document. */
export type ManifestReading =
  | { kind: "objects"; objects: readonly Manifest[] }
  | { kind: "broken"; line: number; column: number }
  | { kind: "no-object"; message: string };

/** Cuts a YAML stream at its document marks; a line that starts with `---` can be nothing else (YAML 1.2, 9.1.2). */
export function splitManifests(stream: string): ManifestText[] {
  const found: ManifestText[] = [];
  let line = 1;
  for (const text of stream.replace(/^\uFEFF/, "").split(/^---(?=\s|$)/m)) {
    if (/\S/.test(text.replace(/^[ \t]*#.*$/gm, ""))) found.push({ text, line });
    line += text.split("\n").length - 1;
  }
  return found;
}

/** Reads one document as Kubernetes' tools do; repeated keys are errors, Lists are opened. */
export function readManifest({ text }: ManifestText): ManifestReading {
  const quick = readBlockYaml(text) ?? readJson(text);
  if (quick !== undefined) return checked(quick);
  // What prints manifests writes what the quick readers read; a long text that they do not may be an attack on the rest.
  if (text.length > slowCharacters)
    return { kind: "no-object", message: `has more than ${slowCharacters} characters in unusual YAML` };
  try {
    const document = parseDocument(text, { ...yamlOptions, uniqueKeys: true, prettyErrors: false });
    const error = document.errors[0];
    if (error) {
      const before = text.slice(0, error.pos[0]).split("\n");
      return { kind: "broken", line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    }
    return checked(plainYaml(document));
  } catch (error) {
    const message = error instanceof RangeError ? "nests too deeply" : "expands its aliases too far";
    return { kind: "no-object", message };
  }
}

const deepest = 100;
const slowCharacters = 512 * 1024;

function readJson(text: string): Json | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return parseJson(text);
  } catch {
    // Flow YAML begins like JSON; the whole parser says which it is.
    return undefined;
  }
}

function checked(value: Json): ManifestReading {
  if (value === null) return { kind: "objects", objects: [] };
  return isDeeperThan(value, deepest) ? { kind: "no-object", message: "nests too deeply" } : open(value);
}

function isDeeperThan(value: Json, left: number): boolean {
  if (value === null || typeof value !== "object") return false;
  if (left === 0) return true;
  return Object.values(value).some((item) => isDeeperThan(item, left - 1));
}

function open(value: Json): ManifestReading {
  if (!isJsonObject(value)) return { kind: "no-object", message: "is no mapping" };
  const { apiVersion, kind, metadata, items } = value;
  if (typeof apiVersion !== "string" || typeof kind !== "string" || apiVersion === "" || kind === "") {
    return { kind: "no-object", message: "has no apiVersion and kind" };
  }
  if (kind.endsWith("List") && Array.isArray(items)) {
    const opened = items.map((item) =>
      open(isJsonObject(item) ? { apiVersion, kind: kind.slice(0, -4), ...item } : item),
    );
    const wrong = opened.find((one) => one.kind !== "objects");
    return (
      wrong ?? {
        kind: "objects",
        objects: opened.flatMap((one) => (one.kind === "objects" ? one.objects : [])),
      }
    );
  }
  if (!isJsonObject(metadata) || typeof metadata.name !== "string" || metadata.name === "") {
    return { kind: "no-object", message: `(${kind}) has no metadata.name` };
  }
  return { kind: "objects", objects: [value as Manifest] };
}

/** A stable order: group and version, kind, namespace, name, then as they came. */
export function sortManifests(objects: readonly Manifest[]): Manifest[] {
  const keyed = objects.map((object) => ({
    object,
    key: [object.apiVersion, object.kind, object.metadata.namespace ?? "", object.metadata.name].join("\0"),
  }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ object }) => object);
}
