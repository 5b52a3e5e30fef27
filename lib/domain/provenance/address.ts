import { withoutHash } from "../diff/generated-name";
import { groupOf, titleOf } from "../diff/identity";
import type { Manifest } from "../manifest";

/** What is asked about: a value of the declaration (`object` null), of a rendered object, or of merged Helm values. */
export type Address = { object: string | null; path: string };

/** The object's name under which merged Helm values are addressed. */
export const VALUES = "values";

const OBJECT = /^([A-Z][A-Za-z0-9]*\/[^/\s]+)(?:\/(.*))?$/s;

/** Reads `Deployment/web/spec.replicas`, `values/app.image.tag`, or a path alone. */
export function parseAddress(text: string): Address {
  const trimmed = text.trim();
  const found = OBJECT.exec(trimmed);
  if (found?.[1] !== undefined) return { object: found[1], path: found[2] ?? "" };
  if (trimmed.startsWith(`${VALUES}/`)) return { object: VALUES, path: trimmed.slice(VALUES.length + 1) };
  return { object: null, path: trimmed };
}

export const printAddress = ({ object, path }: Address): string =>
  object === null ? path : path === "" ? object : `${object}/${path}`;

/** Objects that the name means; several when groups or namespaces share it. */
export const objectsNamed = (objects: readonly Manifest[], name: string): readonly Manifest[] => {
  const exact = objects.filter((object) => titleOf(object) === name);
  if (exact.length > 0) return exact;
  // A generated name differs with its content, so it is asked for without its hash, too.
  const bare = bareTitle(name);
  return objects.filter((object) => bareTitle(titleOf(object)) === bare);
};

/** A title without the hash of generated content, in one case. */
export function bareTitle(title: string): string {
  const slash = title.indexOf("/");
  const [kind, name] = [title.slice(0, slash), title.slice(slash + 1)];
  return `${kind.toLowerCase()}/${withoutHash(name, kind, "") ?? name}`;
}

export const groupOfObject = (object: Manifest): string => groupOf(object.apiVersion);
