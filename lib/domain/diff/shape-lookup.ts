import type { Json } from "../json";
import { isJsonObject } from "../json";
import { groupOf } from "./identity";
import { freeMap, type Shape, selector } from "./shape";
import { kindShapes } from "./shape-kinds";
import { amounts, env, looksLikePodSpec, metadata, podSpec, resources } from "./shape-pod";

const unknownKind: Shape = { fields: { metadata } };

/** What is known about an object's fields; of an unknown kind only what every object has. */
export function shapeOfObject(object: { apiVersion?: Json; kind?: Json }): Shape {
  const { apiVersion, kind } = object;
  return (
    kindShapes[`${String(apiVersion)}/${String(kind)}`] ??
    kindShapes[`${groupOf(apiVersion)}/${String(kind)}`] ??
    unknownKind
  );
}

/**
 * The shape of a map's field. Inside kinds and documents that nobody described, well-known words are recognised:
 * a pod's spec, a container's resources and variables, selectors and labels.
 */
export function childShape(
  shape: Shape | undefined,
  key: string,
  left?: Json,
  right?: Json,
): Shape | undefined {
  if (shape?.fields !== undefined && Object.hasOwn(shape.fields, key)) return shape.fields[key];
  if (shape?.values !== undefined) return shape.values;
  const either = (test: (value: Json | undefined) => boolean): boolean => test(left) || test(right);
  if (typeof (left ?? right) !== "object") return undefined;
  if (either(looksLikePodSpec)) return podSpec;
  if (key === "resources" && either((v) => isJsonObject(v) && ("requests" in v || "limits" in v)))
    return resources;
  if (AMOUNTS.has(key) && either(isAmounts)) return amounts;
  if (key === "env" && either(isVariableList)) return env;
  if (/selector$/i.test(key)) return either(isLabelSelector) ? selector : freeMap;
  if (key === "labels" || key === "annotations" || key === "matchLabels") return freeMap;
  return undefined;
}

const AMOUNTS = new Set(["limits", "requests", "capacity", "hard", "minAllowed", "maxAllowed", "overhead"]);
const isAmounts = (value: Json | undefined): boolean =>
  isJsonObject(value) &&
  Object.keys(value).some((name) => /^(?:cpu|memory|storage|ephemeral-storage)$/.test(name));

const isVariableList = (value: Json | undefined): boolean =>
  Array.isArray(value) && value.every((item) => isJsonObject(item) && "name" in item);

const isLabelSelector = (value: Json | undefined): boolean =>
  isJsonObject(value) &&
  ("matchLabels" in value || "matchExpressions" in value || Object.keys(value).length === 0);

/** Empty says something of its own: an issuer that signs itself, a peer that is everybody, an empty directory. */
const MEANS_EVEN_EMPTY = new Set(["emptyDir", "selfSigned", "from", "to", "podSelector", "policyTypes"]);

export const emptyMeans = (shape: Shape | undefined, key: string): boolean =>
  shape?.emptyMeans === true || MEANS_EVEN_EMPTY.has(key) || (shape === undefined && /selector$/i.test(key));
