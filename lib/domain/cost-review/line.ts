import { type Facets, labelsKey } from "./facet";

/**
 * What a cost line is for: something that ran, capacity that was paid for and not asked for, what is paid for besides
 * nodes, or such a thing that nobody mounts or stands behind.
 */
export const lineKinds = ["used", "idle", "volume", "balancer", "egress", "unmounted"] as const;
export type LineKind = (typeof lineKinds)[number];

/** Whether a line is for nodes: the others have no cores and no memory. */
export const isOfNodes = ({ kind }: { kind: LineKind }): boolean => kind === "used" || kind === "idle";

export type Amounts = {
  /** In the currency it was measured in; what has no price is not in it and counted in `unpriced`. */
  cost: number;
  cpuCost: number;
  ramCost: number;
  /** Core-hours and GiB-hours that the cost is for: max(request, usage), or what was left. */
  cpu: number;
  ram: number;
  /** Core-hours and GiB-hours asked for, and really used, of what was measured: an unknown use is in neither. */
  cpuAsked: number;
  ramAsked: number;
  cpuUsed: number;
  ramUsed: number;
  /** Pod-hours of a used line, node-hours of an idle one, else hours of the thing. */
  count: number;
  /** Hours of nodes and other things without a price. */
  unpriced: number;
};

export type LineKey = {
  cluster: string;
  environment: string | null;
  application: string | null;
  team: string | null;
  kind: LineKind;
};

/** What one application, or the idle of one cluster, cost in an hour or on a day. */
export type CostLine = LineKey & Amounts;

/** What the work of one controller cost in an hour: its namespace, controller and labels tell it apart. */
export type HourLine = CostLine & Facets;

/** Where a part of a day's cost belongs; facets that were not asked for are null. */
export type PartLine = LineKey & Facets & { day: string; cost: number };

/** `day` is a day of the fleet's zone, YYYY-MM-DD. */
export type DayLine = CostLine & { day: string };

export const lineId = ({ cluster, environment, application, team, kind }: LineKey): string =>
  JSON.stringify([cluster, environment, application, team, kind]);

export const hourLineId = ({ labels, ...line }: LineKey & Facets): string =>
  JSON.stringify([
    line.cluster,
    line.environment,
    line.application,
    line.team,
    line.kind,
    line.namespace,
    line.controller,
    labelsKey(labels),
  ]);

export const amountKeys = [
  "cost",
  "cpuCost",
  "ramCost",
  "cpu",
  "ram",
  "cpuAsked",
  "ramAsked",
  "cpuUsed",
  "ramUsed",
  "count",
  "unpriced",
] as const satisfies readonly (keyof Amounts)[];

export const noAmounts: Amounts = {
  cost: 0,
  cpuCost: 0,
  ramCost: 0,
  cpu: 0,
  ram: 0,
  cpuAsked: 0,
  ramAsked: 0,
  cpuUsed: 0,
  ramUsed: 0,
  count: 0,
  unpriced: 0,
};

export function addAmounts(a: Amounts, b: Amounts): Amounts {
  const sum = { ...noAmounts };
  for (const key of amountKeys) sum[key] = a[key] + b[key];
  return sum;
}

export const sumLines = (lines: readonly Amounts[]): Amounts => lines.reduce(addAmounts, noAmounts);

/** Lines added up by a key, in the order the keys first come. */
export function grouped<Line extends Amounts>(
  lines: readonly Line[],
  keyOf: (line: Line) => string,
): ReadonlyMap<string, Amounts> {
  const groups = new Map<string, Amounts>();
  for (const line of lines) groups.set(keyOf(line), addAmounts(groups.get(keyOf(line)) ?? noAmounts, line));
  return groups;
}

/** Lines of an hour or a day as one for each owner and kind, without what tells their work apart. */
export function mergedLines(lines: readonly CostLine[]): readonly CostLine[] {
  const merged = new Map<string, CostLine>();
  for (const { cluster, environment, application, team, kind, ...amounts } of lines) {
    const key = { cluster, environment, application, team, kind };
    merged.set(lineId(key), { ...key, ...addAmounts(merged.get(lineId(key)) ?? noAmounts, amounts) });
  }
  return [...merged.values()];
}
