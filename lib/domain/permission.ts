import type { Actor } from "./actor";
import type { AccessLevel, Fleet, PlacementDeclaration } from "./fleet";
import { type OperationName, type PermissionRule, permissions, type RoleName } from "./permission-table";
import { allowed, denied, type Verdict } from "./refusal";

export type Role = Exclude<RoleName, "approver"> | `approver:${string}`;

/** What is acted on. `approvers` are teams that one promotion needs besides those the fleet declares. */
export type PermissionScope = {
  application?: string | undefined;
  environment?: string | undefined;
  approvers?: readonly string[] | undefined;
};

const ranks: readonly AccessLevel[] = ["none", "read-only", "read-write", "admin"];
const roleOfLevel: Readonly<Record<AccessLevel, readonly Role[]>> = {
  none: [],
  "read-only": ["viewer"],
  "read-write": ["viewer", "developer"],
  admin: ["viewer", "developer", "operator"],
};

/**
 * The roles that a person's teams give in a scope; the widest access of any team counts. A member of any team of the
 * fleet may look unless every declaration there says `none` for each of their teams. A wider scope (no environment,
 * or no application) joins what holds inside it.
 */
export function rolesOf(teams: readonly string[], fleet: Fleet, scope: PermissionScope): readonly Role[] {
  const known = teams.filter((t) => isTeam(fleet, t));
  const declarations = declarationsIn(fleet, scope);
  const level = known
    .flatMap((team) =>
      declarations.length === 0
        ? (["read-only"] as const)
        : declarations.map((d): AccessLevel => d.block.access?.[team] ?? "read-only"),
    )
    .reduce<AccessLevel>((best, next) => (ranks.indexOf(next) > ranks.indexOf(best) ? next : best), "none");
  const roles = new Set<Role>(roleOfLevel[level]);
  const approvers = new Set(scope.approvers);
  for (const d of declarationsIn(fleet, { application: scope.application }))
    for (const team of d.block.promotion?.approvers ?? []) approvers.add(team);
  for (const team of known) if (approvers.has(team)) roles.add("viewer").add(`approver:${team}`);
  if (known.some((t) => fleet.roles.manager.includes(t))) roles.add("viewer").add("manager");
  if (known.some((t) => fleet.roles.admin.includes(t)))
    for (const role of ["viewer", "admin"] as const) roles.add(role);
  return [...roles];
}

/** May this actor run this operation here? What one may not see is answered as if it were not there. */
export function mayRun(
  operation: OperationName,
  actor: Actor | null,
  fleet: Fleet,
  scope: PermissionScope,
): Verdict {
  if (actor === null) return denied("unauthenticated", "auth.required", "Sign in first.");
  const rule: PermissionRule = permissions[operation];
  if (actor.kind === "local")
    return rule.offline
      ? allowed
      : denied("unauthenticated", "auth.required", `Sign in to ${rule.act}: it needs the server.`);
  const token = actor.kind === "person" && actor.via.kind === "token" ? actor.via.scopes : null;
  if (token && !reaches(token, rule))
    return denied(
      "forbidden",
      "auth.scope",
      `This token may not ${rule.act}; its scopes are ${token.join(", ") || "none"}.`,
      {
        scopes: token,
        needs: rule.tokens,
      },
    );
  if (rule.at === "own") return allowed;
  const missing = missingIn(fleet, scope);
  if (missing) return missing;
  if (actor.kind === "machine") return allowed;
  if (fleet.teams.length === 0)
    return denied(
      "forbidden",
      "fleet.no-teams",
      "This repository names no teams yet, so nobody may see it; the start page shows how to begin.",
    );
  const teams = actor.teams.map((t) => t.team);
  if (!teams.some((t) => isTeam(fleet, t)))
    return denied(
      "forbidden",
      "auth.no-team",
      "None of your identity provider's groups is a team of this fleet.",
      { teams },
    );
  if (rolesOf(teams, fleet, scope).length === 0) return notThere(scope);
  const roles = rolesOf(
    teams,
    fleet,
    rule.at === "application" ? { ...scope, environment: undefined } : scope,
  );
  if (roles.some((r) => holds(rule, r))) return allowed;
  return denied("forbidden", "auth.forbidden", sentence(rule, scope, roles), { needs: rule.roles, roles });
}

/** A query's answer is cut down to these environments of the fleet for one reader. */
export const visibleEnvironments = (teams: readonly string[], fleet: Fleet): readonly string[] =>
  fleet.environments
    .map((e) => e.name)
    .filter((environment) => rolesOf(teams, fleet, { environment }).length > 0);

export type Place = { application: string; environment: string };
/** What a reader may not know of: applications that are closed to them altogether, and single places of the others. */
export type Hidden = { applications: readonly string[]; places: readonly Place[] };

/** Where every declaration says `none` to each of a reader's teams. */
export function hiddenFrom(teams: readonly string[], fleet: Fleet): Hidden {
  const applications = fleet.applications
    .map(({ name }) => name)
    .filter((application) => rolesOf(teams, fleet, { application }).length === 0);
  const places = new Map(
    fleet.declarations.map(({ application, environment }) => [
      `${application}/${environment}`,
      { application, environment },
    ]),
  );
  return {
    applications,
    places: [...places.values()].filter((place) => rolesOf(teams, fleet, place).length === 0),
  };
}

const isTeam = (fleet: Fleet, team: string): boolean =>
  fleet.teams.some((t) => t.name === team) ||
  fleet.roles.admin.includes(team) ||
  fleet.roles.manager.includes(team);

const declarationsIn = (fleet: Fleet, scope: PermissionScope): readonly PlacementDeclaration[] =>
  fleet.declarations.filter(
    (d) =>
      (scope.application === undefined || d.application === scope.application) &&
      (scope.environment === undefined || d.environment === scope.environment),
  );

const reaches = (scopes: readonly string[], rule: PermissionRule): boolean =>
  rule.tokens !== null && (scopes.includes("all") || rule.tokens.some((t) => scopes.includes(t)));

const holds = (rule: PermissionRule, role: Role): boolean =>
  rule.roles.some((wanted) => (wanted === "approver" ? role.startsWith("approver:") : wanted === role));

function missingIn(fleet: Fleet, { application, environment }: PermissionScope): Verdict | null {
  const known =
    (application === undefined || fleet.applications.some((a) => a.name === application)) &&
    (environment === undefined || fleet.environments.some((e) => e.name === environment));
  return known ? null : notThere({ application, environment });
}

function notThere({ application, environment }: PermissionScope): Verdict {
  const what = [application && `application ${application}`, environment && `environment ${environment}`]
    .filter(Boolean)
    .join(" in ");
  return denied(
    "missing",
    "scope.missing",
    `There is no ${what || "such thing"} here, or you may not see it.`,
  );
}

const grants: Readonly<Record<RoleName, string>> = {
  viewer: "read-only access",
  developer: "read-write access",
  operator: "admin access",
  approver: "a seat in one of its approver teams",
  manager: "the manager role",
  admin: "the admin role",
};

function sentence(rule: PermissionRule, scope: PermissionScope, roles: readonly Role[]): string {
  const [weakest = "admin"] = rule.roles;
  const where =
    rule.at === "application" && scope.application
      ? `in some environment of ${scope.application}`
      : scope.environment
        ? `in ${scope.environment}`
        : "in this fleet";
  return `You may not ${rule.act}: it needs ${grants[weakest]} ${where}. Your roles here: ${roles.join(", ") || "none"}.`;
}
