import type { EnvironmentBlock } from "../fleet";
import type { Problem } from "../problem";
import { type Located, placeOf, valueAt } from "../yaml/located";
import { unreadableObjectives } from "./objectives";
import { itemPlace, type Known, unknownName, unknownReferences } from "./references";
import type { Root } from "./root";

/** Names in orchestr8.yaml that it does not declare itself. */
export function unknownRootReferences(root: Root, known: Known): Problem[] {
  const { file, located } = root;
  if (located === null) return [];
  const problems: (Problem | null)[] = [];
  const at = (...path: (string | number)[]) => placeOf(valueAt(located, path) ?? located);
  const layer = (block: EnvironmentBlock | undefined, ...path: string[]) => {
    const here: Located | undefined = valueAt(located, path);
    if (block && here)
      problems.push(...unknownReferences(block, here, known), ...unreadableObjectives(block, here));
  };

  layer(file.defaults, "defaults");
  for (const [name, block] of Object.entries(file.environments ?? {})) layer(block, "environments", name);
  for (const [name, region] of Object.entries(file.regions ?? {}))
    layer(region.settings, "regions", name, "settings");
  for (const [name, cluster] of Object.entries(file.clusters ?? {})) {
    layer(cluster.settings, "clusters", name, "settings");
    if (cluster.failover)
      problems.push(
        unknownName("cluster", cluster.failover, known.clusters, at("clusters", name, "failover")),
      );
  }
  for (const [name, application] of Object.entries(file.applications ?? {})) {
    if (application.team)
      problems.push(unknownName("team", application.team, known.teams, at("applications", name, "team")));
  }
  for (const role of ["admin", "manager"] as const) {
    for (const team of file.roles?.[role] ?? [])
      problems.push(unknownName("team", team, known.teams, itemPlace(located, ["roles", role], team)));
  }
  const freezes = valueAt(located, ["freezes"]);
  for (const freeze of freezes?.kind === "list" ? freezes.items : []) {
    const listed = valueAt(freeze, ["environments"]);
    for (const item of listed?.kind === "list" ? listed.items : []) {
      if (item.kind === "scalar" && typeof item.value === "string")
        problems.push(unknownName("environment", item.value, known.environments, placeOf(item)));
    }
  }
  for (const name of Object.keys(file.compare?.tokens ?? {})) {
    problems.push(unknownName("environment", name, known.environments, at("compare", "tokens", name)));
  }
  for (const rule of file.compare?.expect ?? []) {
    for (const name of rule.pair?.split("...") ?? [])
      problems.push(unknownName("environment", name, known.environments, at("compare", "expect")));
  }
  return problems.filter((p) => p !== null);
}
