import { type Saving, savings, savingsTotal } from "@/lib/domain/cost-review/savings";
import type { Fleet } from "@/lib/domain/fleet";
import { isProduction } from "../environment-head";
import type { Measured } from "./measured";
import type { CostScope } from "./scope";
import type { Suggested } from "./suggested";

const windowDays = 28;

/** What could be stopped, found in the last whole days. */
export function stoppable(
  fleet: Fleet,
  scope: Pick<CostScope, "shown">,
  { lines, days }: Pick<Measured, "lines" | "days">,
  suggested: Suggested,
): readonly Saving[] {
  const recent = new Set(days.slice(-windowDays));
  return savings({
    lines: lines.filter((line) => recent.has(line.day)),
    ...suggested,
    environments: scope.shown.map((environment) => ({
      name: environment.name,
      production: isProduction(environment),
      scheduled: fleet.declarations.some((d) => d.environment === environment.name && d.block.schedule),
      owner: ownerOf(fleet, environment.name),
    })),
    teamOf: (name) => fleet.applications.find((one) => one.name === name)?.team ?? null,
  });
}

/** Without production. */
export const savedOutside = (found: readonly Saving[]): number =>
  savingsTotal(found.filter(({ production }) => !production));

/** Who changes the pool: the team that administers the environment, else the fleet's. */
function ownerOf(fleet: Fleet, environment: string): string | null {
  for (const { environment: at, block } of fleet.declarations) {
    if (at !== environment) continue;
    const admin = Object.entries(block.access ?? {}).find(([, level]) => level === "admin");
    if (admin) return admin[0];
  }
  return fleet.roles.admin[0] ?? null;
}
