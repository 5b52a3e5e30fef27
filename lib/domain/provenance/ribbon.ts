import type { Candidate, SettingLayer } from "./setter";

export type RibbonMark = "wins" | "overridden" | "inherits";
/** The five layers of a key, by position. */
export type Ribbon = Readonly<Record<"base" | "environment" | "cluster" | "region" | "runtime", RibbonMark>>;

const none: Ribbon = {
  base: "inherits",
  environment: "inherits",
  cluster: "inherits",
  region: "inherits",
  runtime: "inherits",
};

/** An application's own block is written for one environment, so it stands in that column. */
const column = (layer: SettingLayer): keyof Ribbon => (layer === "application" ? "environment" : layer);

/** Which layers set a key and which one wins; `atRunTime` says that the cluster has the last word. */
export function ribbonOf(
  candidates: readonly Pick<Candidate, "layer" | "won">[],
  atRunTime: boolean,
): Ribbon {
  const ribbon: Record<keyof Ribbon, RibbonMark> = { ...none };
  for (const { layer, won } of candidates) {
    const at = column(layer);
    if (won) ribbon[at] = "wins";
    else if (ribbon[at] === "inherits") ribbon[at] = "overridden";
  }
  if (atRunTime) ribbon.runtime = "wins";
  return ribbon;
}

/** Is a layer above base part of it? */
export const isAboveBase = (ribbon: Ribbon): boolean =>
  (["environment", "cluster", "region", "runtime"] as const).some((layer) => ribbon[layer] !== "inherits");
