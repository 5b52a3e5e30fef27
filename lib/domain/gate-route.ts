import type { Environment, Fleet, PlacementDeclaration } from "./fleet";
import type { Place } from "./problem";
import type { Refusal } from "./refusal";

/** The way of one release: whose rules are left behind, in order, and what is entered. */
export type Route = {
  /** The environment left (absent for an edit or rollback), then those passed over. */
  left: PlacementDeclaration | null;
  passed: readonly PlacementDeclaration[];
  entered: Environment;
  /** The application's own block of the target; null when it declares none. */
  target: PlacementDeclaration | null;
};

export type RouteAsk = { application: string; from: string | null; to: string };

export const declarationOf = (
  fleet: Fleet,
  application: string,
  environment: string,
): PlacementDeclaration | null =>
  fleet.declarations.find((d) => d.application === application && d.environment === environment) ?? null;

/**
 * Environments lie in the fleet's order; one in which the application does not run is not on its way. Refused when an
 * end is unknown, the application is not there, or the way leads back.
 */
export function routeOf(
  fleet: Fleet,
  ask: RouteAsk,
): { ok: true; route: Route } | { ok: false; refusal: Refusal } {
  const entered = fleet.environments.find((e) => e.name === ask.to);
  const start = ask.from === null ? null : fleet.environments.find((e) => e.name === ask.from);
  if (!entered || start === undefined)
    return refuse(
      "missing",
      "scope.missing",
      `There is no environment ${entered ? ask.from : ask.to}, or you may not see it.`,
    );
  const target = declarationOf(fleet, ask.application, ask.to);
  const left = start === null ? null : declarationOf(fleet, ask.application, start.name);
  if (!target)
    return refuse(
      "invalid",
      "promotion.not-placed",
      `${ask.application} has no block for ${ask.to} in its environments.yaml.`,
    );
  if (start === null) return { ok: true, route: { left: null, passed: [], entered, target } };
  if (!left)
    return refuse(
      "invalid",
      "promotion.not-placed",
      `${ask.application} has no block for ${start.name} in its environments.yaml.`,
    );
  if (start.order >= entered.order)
    return refuse(
      "invalid",
      "promotion.order",
      `${entered.name} does not come after ${start.name}; a way back is a rollback.`,
    );
  const passed = before(fleet, ask.application, entered).filter((d) => orderOf(fleet, d) > start.order);
  return { ok: true, route: { left, passed, entered, target } };
}

/** The application's blocks before an environment, in order. */
export const before = (
  fleet: Fleet,
  application: string,
  environment: Environment,
): readonly PlacementDeclaration[] =>
  fleet.declarations
    .filter((d) => d.application === application && orderOf(fleet, d) < environment.order)
    .sort((a, b) => orderOf(fleet, a) - orderOf(fleet, b));

const orderOf = (fleet: Fleet, d: PlacementDeclaration): number =>
  fleet.environments.find((e) => e.name === d.environment)?.order ?? Number.POSITIVE_INFINITY;

/** Where a rule is written: the line of the deepest known part of its dotted path. */
export function placeOf(declaration: PlacementDeclaration, path: string): Place {
  const parts = path.split(".");
  for (let depth = parts.length; depth > 0; depth--) {
    const origin = declaration.origins[parts.slice(0, depth).join(".")];
    if (origin) return { file: origin.file, line: origin.line, column: origin.column };
  }
  return { file: declaration.file, line: declaration.line, column: 1 };
}

const refuse = (
  kind: Refusal["kind"],
  code: Refusal["code"],
  message: string,
): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { kind, code, message },
});
