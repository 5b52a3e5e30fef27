import { listIdentities } from "../diff/list-identity";
import type { Shape } from "../diff/shape";
import { childShape, shapeOfObject } from "../diff/shape-lookup";
import { isJsonObject, type Json } from "../json";
import type { Manifest } from "../manifest";
import { type PathSegment, printPath } from "../path";

/** One single value (or empty collection) of an object with its printed path. */
export type ObjectLeaf = { path: string; value: Json };

/** Said once at the head of an object, not among its values. */
const said = new Set(["apiVersion", "kind"]);
const plain = (text: string): string => text;

/** Every value of a rendered object in the order it is rendered; lists of plain values are one value. */
export function objectLeaves(object: Manifest): readonly ObjectLeaf[] {
  return Object.entries(object)
    .filter(([key]) => !said.has(key))
    .flatMap(([key, value]) => below(value, [key], childShape(shapeOfObject(object), key, value)));
}

function below(value: Json, path: readonly PathSegment[], shape: Shape | undefined): readonly ObjectLeaf[] {
  if (Array.isArray(value) && value.some((item) => typeof item === "object" && item !== null)) {
    const identities = listIdentities(value, [], shape, plain);
    return value.flatMap((item, index) =>
      below(item, [...path, identities?.left.items[index] ?? { index }], shape?.items),
    );
  }
  if (!isJsonObject(value) || Object.keys(value).length === 0) return [{ path: printPath(path), value }];
  return Object.entries(value).flatMap(([key, child]) =>
    below(child, [...path, key], childShape(shape, key, child)),
  );
}
