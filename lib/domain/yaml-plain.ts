import type { Document, DocumentOptions, ParseOptions, ScalarTag, SchemaOptions } from "yaml";
import { exactInteger, type Json } from "./json";

/**
 * YAML as Kubernetes' tools read it: 1.2 with the older spellings that they still accept (`yes`, `on`, `0644` as
 * octal, `<<` merges), and integers exact. Source: sigs.k8s.io/yaml/goyaml.v2/resolve.go.
 */
const booleanText = /^(?:yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/;
const octalText = /^[-+]?0[0-7]+$/;

/** What an unquoted text means by its older spelling: `0644` is 420, `yes` is true; undefined for every other text. */
export const olderMeaning = (text: string): bigint | boolean | undefined =>
  octalText.test(text)
    ? BigInt(`0o${text.replace(/^[-+]?0/, "")}`) * (text.startsWith("-") ? -1n : 1n)
    : booleanText.test(text)
      ? /^(?:yes|on)$/i.test(text)
      : undefined;

const oldBoolean: ScalarTag = {
  tag: "tag:yaml.org,2002:bool",
  default: true,
  test: booleanText,
  resolve: olderMeaning,
};

const oldOctal: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  format: "OCT",
  test: octalText,
  resolve: olderMeaning,
};

export const yamlOptions: ParseOptions & DocumentOptions & SchemaOptions = {
  version: "1.2",
  schema: "core",
  merge: true,
  intAsBigInt: true,
  uniqueKeys: false,
  logLevel: "silent",
  customTags: (tags) => [oldBoolean, oldOctal, ...tags],
};

/** The plain value of a parsed document; throws when aliases expand without end. */
export const plainYaml = (document: Document.Parsed | Document): Json =>
  plain(document.toJS({ maxAliasCount: 1000 }));

function plain(value: unknown): Json {
  if (typeof value === "bigint") return exactInteger(value);
  if (value === undefined || value === null) return null;
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (typeof value !== "object") return value as string | number | boolean;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
  return Object.fromEntries(entries.map(([key, child]) => [String(key), plain(child)]));
}
