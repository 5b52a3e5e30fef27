import { isJsonObject, type Json } from "../json";
import type { Manifest } from "../manifest";
import { hideSecretMarks, holdsSecretMark, isSecretMark, maskSecrets } from "../secret";

/** What stands in place of a secret in every answer about values. */
export const HIDDEN = "***";

const unread = (): string => "hidden-value";

/**
 * A value out of a file, fit to be shown. Files are read as they are written, so what the renderer would have masked is
 * masked here by the same rules: everything of a Secret, credential-looking keys, passwords in addresses.
 */
export function publicValue(
  value: Json | undefined,
  key: string,
  about: { kind: string; masked: boolean },
): Json | undefined {
  if (value === undefined) return undefined;
  if (about.masked) return typeof value === "object" && value !== null ? mapLeaves(value) : HIDDEN;
  if (about.kind === "Secret") return mapLeaves(value);
  return shown(value, key);
}

function shown(value: Json, key: string): Json {
  if (Array.isArray(value))
    return value.map((item) =>
      shown(item, isJsonObject(item) && typeof item.name === "string" ? item.name : key),
    );
  if (isJsonObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([own, child]) => [own, shown(child, own === "value" ? key : own)]),
    );
  if (typeof value !== "string") return value;
  const about = maskSecrets(
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" }, data: { [key]: value } } as Manifest,
    unread,
  );
  const data = isJsonObject(about.data) ? about.data[key] : undefined;
  return data === undefined || isSecretMark(data) ? HIDDEN : hideSecretMarks(data);
}

const mapLeaves = (value: Json): Json =>
  Array.isArray(value)
    ? value.map(mapLeaves)
    : isJsonObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, mapLeaves(child)]))
      : HIDDEN;

/** Does the rendered value hold anything the renderer masked? */
export const isMasked = (value: Json | undefined): boolean =>
  value !== undefined &&
  (isSecretMark(value) ||
    holdsSecretMark(value) ||
    (typeof value === "object" && value !== null && Object.values(value).some((child) => isMasked(child))));
