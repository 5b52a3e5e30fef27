import { isJsonObject, type Json, stringifyJson } from "../json";
import type { Manifest } from "../manifest";
import { hideSecretMarks } from "../secret";

const shownFields = 3;
const shownLetters = 120;

/** A few of an object's own settings in one line, such as `minAvailable: 1`; null when it has none. Secrets stay hidden. */
export function excerptOf(manifest: Manifest): string | null {
  const { apiVersion: _, kind: __, metadata: ___, status: ____, ...own } = manifest;
  const all = Object.entries(isJsonObject(own.spec) ? own.spec : own).filter(
    ([key, value]) => !/selector|targetRef$/i.test(key) && !key.includes("/") && value !== null,
  );
  const plain = all.filter(([, value]) => typeof value !== "object");
  const fields = (plain.length > 0 ? plain : all)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, shownFields)
    .map(([key, value]) => `${key}: ${text(hideSecretMarks(value ?? null))}`)
    .join(", ");
  if (fields === "") return null;
  return fields.length > shownLetters ? `${fields.slice(0, shownLetters - 1)}…` : fields;
}

const text = (value: Json): string => (typeof value === "string" ? value : stringifyJson(value));
