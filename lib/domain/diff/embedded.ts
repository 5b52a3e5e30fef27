import { parseAllDocuments, parseDocument } from "yaml";
import type { Json } from "../json";
import { isJsonObject, parseJson } from "../json";
import { plainYaml, yamlOptions } from "../yaml-plain";

const LARGEST = 1_000_000;

/**
 * The document inside a text: JSON, or YAML of more than one line (of any length where the key is a YAML file's name).
 * Null when the text is only text. Several YAML documents read as a list.
 */
export function embeddedDocument(text: string, key: string): Json[] | { [key: string]: Json } | null {
  if (text.length > LARGEST) return null;
  const trimmed = text.trim();
  if (/^[[{]/.test(trimmed) && /[\]}]$/.test(trimmed)) {
    const json = readJson(trimmed);
    if (json !== null) return json;
  }
  const named = /\.ya?ml$/i.test(key) || key === "values";
  if (!named && !trimmed.includes("\n")) return null;
  if (!/^[^#\n]*:(?:\s|$)|^\s*-\s/m.test(trimmed)) return null;
  return readYaml(text, named);
}

function readJson(text: string): Json[] | { [key: string]: Json } | null {
  try {
    return container(parseJson(text));
  } catch {
    return null;
  }
}

function readYaml(text: string, named: boolean): Json[] | { [key: string]: Json } | null {
  try {
    if (/^---\s*$/m.test(text.replace(/^---\s*\n/, ""))) {
      const documents = parseAllDocuments(text, yamlOptions);
      if (!Array.isArray(documents) || documents.some((document) => document.errors.length > 0)) return null;
      return documents.map((document) => plainYaml(document)).filter((value) => value !== null);
    }
    const document = parseDocument(text, yamlOptions);
    if (document.errors.length > 0 || (document.warnings.length > 0 && !named)) return null;
    return container(plainYaml(document));
  } catch {
    return null;
  }
}

const container = (value: Json): Json[] | { [key: string]: Json } | null =>
  Array.isArray(value) || (isJsonObject(value) && Object.keys(value).length > 0) ? value : null;
