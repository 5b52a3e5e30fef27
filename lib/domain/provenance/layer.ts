import type { Fleet, Placement } from "../fleet";
import type { SettingLayer } from "./setter";

/** The names by which a path of the repository says whose layer it is. */
export type LayerWords = {
  environments: readonly string[];
  clusters: readonly string[];
  regions: readonly string[];
  /** The application's folder: words in its own name say nothing. */
  folder: string;
};

export const layerWords = (fleet: Fleet, placement: Placement): LayerWords => ({
  environments: fleet.environments.map((e) => e.name),
  clusters: fleet.clusters.map((c) => c.name),
  regions: [...new Set(fleet.clusters.flatMap((c) => (c.region === null ? [] : [c.region])))],
  folder: fleet.applications.find((a) => a.name === placement.application)?.path ?? "",
});

/**
 * The layer a file belongs to, from its path below the application: a folder such as `clusters/x` or a part that is
 * the name of a region, cluster or environment. What names none is shared by all: base.
 */
export function layerOf(file: string, words: LayerWords): SettingLayer {
  const below = file.startsWith(`${words.folder}/`) ? file.slice(words.folder.length + 1) : file;
  const parts = below.split("/");
  for (const [at, part] of parts.entries()) {
    const next = at < parts.length - 1;
    if (next && /^regions?$/.test(part)) return "region";
    if (next && /^clusters?$/.test(part)) return "cluster";
    if (next && /^(overlays?|envs?|environments?)$/.test(part)) {
      const inner = parts.slice(at + 1);
      return named(inner, words.clusters)
        ? "cluster"
        : named(inner, words.regions)
          ? "region"
          : "environment";
    }
  }
  if (named(parts, words.regions)) return "region";
  if (named(parts, words.clusters)) return "cluster";
  return named(parts, words.environments) ? "environment" : "base";
}

function named(parts: readonly string[], names: readonly string[]): boolean {
  return parts.some((part, at) => {
    const stem = at === parts.length - 1 ? part.replace(/\.[^.]+$/, "") : part;
    return names.some(
      (name) =>
        stem === name ||
        stem.endsWith(`-${name}`) ||
        stem.endsWith(`.${name}`) ||
        stem.startsWith(`${name}-`),
    );
  });
}
