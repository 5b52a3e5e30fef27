import { type Facets, labelValue } from "./facet";
import type { LineKey } from "./line";

/** What a day's line says by itself, and what only its parts say. */
export const lineDimensions = ["environment", "team", "application", "cluster"] as const;
export const partDimensions = ["namespace", "controller"] as const;
export const plainDimensions = [...lineDimensions, ...partDimensions] as const;
type LineDimension = (typeof lineDimensions)[number];
export type PartDimension = (typeof partDimensions)[number] | `label:${string}`;

/** What costs can be told apart by; `label:tier` is the value of the pods' label `tier`. */
export type Dimension = LineDimension | PartDimension;

export const isOfParts = (dimension: Dimension): dimension is PartDimension =>
  !(lineDimensions as readonly string[]).includes(dimension);

export const labelOf = (dimension: Dimension): string | null =>
  dimension.startsWith("label:") ? dimension.slice("label:".length) : null;

/** As it is written in a sentence: `team`, `label tier`. */
export const dimensionName = (dimension: Dimension): string => dimension.replace(/^label:/, "label ");

/** `nobody`: no owner or value is known, or nobody mounts it; `idle`: capacity nobody asked for; `rest`: small ones together. */
export type AxisKind = "named" | "nobody" | "idle" | "rest";
export type AxisEntry = { name: string; kind: AxisKind };

/** What stands in a table: facets are absent in lines that were never told apart by them. */
export type TableLine = LineKey & Partial<Facets> & { cost: number };

const nobody: Readonly<Record<LineDimension, string>> = {
  environment: "No environment",
  team: "Nobody",
  application: "No application",
  cluster: "No cluster",
};

/**
 * Where a line stands along a dimension. Idle capacity and what nobody mounts have a place, and neither owner nor
 * controller. What was kept before there were parts, or whose parts a reader may not see, is not told apart.
 */
export function entryOf(line: TableLine, dimension: Dimension): AxisEntry {
  const placed = dimension === "environment" || dimension === "cluster";
  if (!placed && line.kind === "idle") return { name: "Not requested", kind: "idle" };
  if (!placed && line.kind === "unmounted") return { name: "Unmounted", kind: "nobody" };
  if (!isOfParts(dimension)) return named(line[dimension], nobody[dimension]);
  if (!line.namespace) return { name: "Not told apart", kind: "nobody" };
  const label = labelOf(dimension);
  if (label === null)
    return dimension === "namespace"
      ? named(line.namespace, "")
      : named(line.controller ?? null, "No controller");
  return line.labels == null
    ? { name: "Labels not known", kind: "nobody" }
    : named(labelValue(line.labels, label), `No ${label}`);
}

const named = (name: string | null, none: string): AxisEntry =>
  name === null ? { name: none, kind: "nobody" } : { name, kind: "named" };
