import type { Environment, Origin, PlacementDeclaration } from "../fleet";
import type { Problem } from "../problem";

const placeOfOrigin = ({ file, line, column }: Origin) => ({ file, line, column });

/** Node pools belong to an environment's cluster: applications that declare one must say the same. */
export function disagreeingPools(declarations: readonly PlacementDeclaration[]): Problem[] {
  const problems: Problem[] = [];
  const first = new Map<string, { application: string; value: unknown; origin: Origin }>();
  for (const { application, environment, block, origins } of declarations) {
    if (block.cluster === undefined) continue;
    for (const [key, value] of Object.entries(block.node_pool ?? {})) {
      const origin = origins[`node_pool.${key}`];
      if (value === undefined || origin === undefined) continue;
      const slot = JSON.stringify([environment, block.cluster, key]);
      const before = first.get(slot);
      if (before === undefined) first.set(slot, { application, value, origin });
      else if (before.value !== value) {
        const message = `${application} declares ${key} ${String(value)} for ${environment} on ${block.cluster}, and ${before.application} ${String(before.value)}`;
        const hint = "A node pool belongs to the cluster: declare it once, or say the same";
        problems.push({
          code: "fleet.node-pools-disagree",
          severity: "error",
          message,
          hint,
          ...placeOfOrigin(origin),
          related: [placeOfOrigin(before.origin)],
        });
      }
    }
  }
  return problems;
}

/** Whoever enters production from an earlier environment passes that environment's approvers: somebody must be one. */
export function unguardedProduction(
  declarations: readonly PlacementDeclaration[],
  environments: readonly Environment[],
): Problem[] {
  const byName = new Map(environments.map((e) => [e.name, e]));
  const byApplication = new Map<string, PlacementDeclaration[]>();
  for (const declaration of declarations) {
    const list = byApplication.get(declaration.application) ?? [];
    list.push(declaration);
    byApplication.set(declaration.application, list);
  }
  const problems: Problem[] = [];
  for (const own of byApplication.values()) {
    for (const production of own) {
      const target = byName.get(production.environment);
      if (target?.type !== "production") continue;
      const earlier = own.filter(
        (d) => (byName.get(d.environment)?.order ?? Number.POSITIVE_INFINITY) < target.order,
      );
      if (earlier.length === 0 || earlier.some((d) => (d.block.promotion?.approvers ?? []).length > 0))
        continue;
      const previous = earlier.reduce((a, b) =>
        (byName.get(b.environment)?.order ?? 0) > (byName.get(a.environment)?.order ?? 0) ? b : a,
      );
      problems.push({
        code: "fleet.no-approvers",
        severity: "error",
        message: `Nobody has to approve what enters ${production.environment} of ${production.application}`,
        hint: `Add promotion.approvers to ${previous.environment}: it guards the way out of it`,
        file: previous.file,
        line: previous.line,
        column: previous.column,
      });
    }
  }
  return problems;
}

/** A release that passes moves on, never back. */
export function backwardPromotions(
  declarations: readonly PlacementDeclaration[],
  environments: readonly Environment[],
): Problem[] {
  const order = new Map(environments.map((e) => [e.name, e.order]));
  return declarations.flatMap(({ environment, block, origins }): Problem[] => {
    const next = block.promotion?.on_success;
    const origin = origins["promotion.on_success"];
    const from = order.get(environment);
    const to = next === undefined ? undefined : order.get(next);
    if (origin === undefined || from === undefined || to === undefined || to > from) return [];
    const message = `on_success of ${environment} names ${next}, which does not come after it`;
    return [
      {
        code: "fleet.invalid-value",
        severity: "error",
        message,
        hint: "Name a later environment",
        ...placeOfOrigin(origin),
      },
    ];
  });
}
