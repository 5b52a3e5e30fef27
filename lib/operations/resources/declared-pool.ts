import type { Fleet, Origin, PlacementDeclaration } from "@/lib/domain/fleet";
import type { Place } from "@/lib/domain/problem";

/** A declared number with every line that sets it: one for the environment, or one an application. */
export type DeclaredNumber = { value: number; origins: readonly Origin[] };

export type DeclaredPool = {
  instanceType: string | null;
  /** Every line that sets the type. */
  typeOrigins: readonly Origin[];
  min: DeclaredNumber | null;
  max: DeclaredNumber | null;
  /** Applications whose block has the pool, in the fleet's order. */
  applications: readonly string[];
  places: readonly Place[];
};

/** The node pool that an environment declares; null where none of its applications does. */
export function declaredPool(fleet: Fleet, environment: string): DeclaredPool | null {
  const found = fleet.declarations.filter((d) => d.environment === environment && d.block.node_pool);
  const [first] = found;
  if (!first) return null;
  const min = numberOf(found, "min_nodes");
  const typeOrigins = distinct(found.flatMap((d) => originOf(d, "instance_type")));
  return {
    instanceType: first.block.node_pool?.instance_type ?? null,
    typeOrigins,
    min,
    max: numberOf(found, "max_nodes"),
    applications: fleet.applications
      .map((application) => application.name)
      .filter((name) => found.some((d) => d.application === name)),
    places: min?.origins ?? typeOrigins,
  };
}

function numberOf(
  found: readonly PlacementDeclaration[],
  key: "min_nodes" | "max_nodes",
): DeclaredNumber | null {
  const value = found[0]?.block.node_pool?.[key];
  return value === undefined ? null : { value, origins: distinct(found.flatMap((d) => originOf(d, key))) };
}

const originOf = (d: PlacementDeclaration, key: string): readonly Origin[] => {
  const origin = d.origins[`node_pool.${key}`];
  return origin ? [origin] : [];
};

const distinct = (origins: readonly Origin[]): readonly Origin[] =>
  origins.filter((one, at) => origins.findIndex((o) => o.file === one.file && o.line === one.line) === at);
