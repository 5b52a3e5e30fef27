import type { EnvironmentBlock } from "../fleet";
import { nearest } from "../nearest";
import type { Problem } from "../problem";
import { keyPlace, type Located, placeOf, valueAt } from "../yaml/located";

/** Names that blocks may refer to; null where there is no orchestr8.yaml to know them. */
export type Known = {
  clusters: readonly string[] | null;
  teams: readonly string[] | null;
  windows: readonly string[] | null;
  environments: readonly string[];
};

type Kind = "cluster" | "team" | "window" | "environment";
const sections: Readonly<Record<Kind, string>> = {
  cluster: "clusters",
  team: "teams",
  window: "change_windows",
  environment: "environments",
};

/** The problem of a name that nothing declares; null when it is known or cannot be known. */
export function unknownName(
  kind: Kind,
  name: string,
  known: readonly string[] | null,
  place: Partial<Problem>,
): Problem | null {
  if (known === null || known.includes(name)) return null;
  const close = nearest(name, known);
  const hint = close ? `Did you mean "${close}"?` : `Declare it under ${sections[kind]}: in orchestr8.yaml`;
  const word = kind === "window" ? "change window" : kind;
  return {
    ...place,
    code: `fleet.unknown-${kind}`,
    severity: "error",
    message: `There is no ${word} "${name}"`,
    hint,
  };
}

/** Names in one layer's keys that nothing declares. */
export function unknownReferences(block: EnvironmentBlock, located: Located, known: Known): Problem[] {
  const problems: (Problem | null)[] = [];
  const at = (...path: (string | number)[]) => placeOf(valueAt(located, path) ?? located);
  if (block.cluster) problems.push(unknownName("cluster", block.cluster, known.clusters, at("cluster")));
  if (block.failover_cluster)
    problems.push(unknownName("cluster", block.failover_cluster, known.clusters, at("failover_cluster")));
  const access = valueAt(located, ["access"]);
  if (access)
    for (const team of Object.keys(block.access ?? {}))
      problems.push(unknownName("team", team, known.teams, keyPlace(access, team)));
  for (const team of block.promotion?.approvers ?? [])
    problems.push(
      unknownName("team", team, known.teams, itemPlace(located, ["promotion", "approvers"], team)),
    );
  const window = block.deployment?.change_window;
  if (window) problems.push(unknownName("window", window, known.windows, at("deployment", "change_window")));
  const next = block.promotion?.on_success;
  if (next)
    problems.push(unknownName("environment", next, known.environments, at("promotion", "on_success")));
  return problems.filter((p) => p !== null);
}

/** The place of a list's item by its value, as items that did not fit were left out of the checked list. */
export function itemPlace(located: Located, path: (string | number)[], value: string) {
  const list = valueAt(located, path);
  const item =
    list?.kind === "list" ? list.items.find((i) => i.kind === "scalar" && i.value === value) : undefined;
  return placeOf(item ?? list ?? located);
}
