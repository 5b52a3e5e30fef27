import type { Json } from "../json";
import { isJsonObject } from "../json";
import type { Manifest } from "../manifest";

/** Position in what was read: `0`, or `"0.items[2]"` inside a List. */
export type ObjectIndex = number | string;

/** One object to compare, with its position. */
export type IndexedObject = { readonly index: ObjectIndex; readonly manifest: Manifest };

export function groupOf(apiVersion: Json | undefined): string {
  const text = typeof apiVersion === "string" ? apiVersion : "";
  const slash = text.indexOf("/");
  return slash < 0 ? "" : text.slice(0, slash);
}

const text = (value: Json | undefined): string =>
  typeof value === "string" ? value : value == null ? "" : String(value);

export const nameOf = (manifest: Manifest): string => text(manifest.metadata?.name);
export const namespaceOf = (manifest: Manifest): string => text(manifest.metadata?.namespace);
export const titleOf = (manifest: Manifest): string =>
  `${text(manifest.kind)}/${nameOf(manifest) || text(manifest.metadata?.generateName)}`;

/** A List (or `DeploymentList`, …) as its items; everything else as itself. Positions count from 0 in reading order. */
export function openLists(documents: readonly Json[]): IndexedObject[] {
  return documents.flatMap((document, index) => open(document, index));
}

function open(document: Json, index: ObjectIndex): IndexedObject[] {
  if (!isJsonObject(document)) return [];
  const { kind, items } = document;
  if (typeof kind === "string" && kind.endsWith("List") && Array.isArray(items)) {
    return items.flatMap((item, at) => open(item, `${index}.items[${at}]`));
  }
  if (!isManifest(document)) return [];
  return [
    { index, manifest: isJsonObject(document.metadata) ? document : { ...document, metadata: { name: "" } } },
  ];
}

/** An object with a kind; a missing apiVersion or name is somebody's mistake, not a reason to hide the object. */
export const isManifest = (value: Json): value is Manifest =>
  isJsonObject(value) && typeof value.kind === "string" && isJsonObject(value.metadata ?? {});
