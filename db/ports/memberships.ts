import { and, asc, eq, notInArray, sql } from "drizzle-orm";
import type { Memberships, StoredMembership } from "@/lib/ports/store/memberships";
import { membership } from "../schema/people";
import { holdName, type Scope } from "../scope";

export const membershipsOf = (scope: Scope): Memberships => {
  const { db, fleet } = scope;
  const columns = { person: membership.person, team: membership.team, seenAt: membership.seenAt };
  const rows = (where?: ReturnType<typeof eq>): Promise<StoredMembership[]> =>
    db
      .select(columns)
      .from(membership)
      .where(and(eq(membership.fleet, fleet), where))
      .orderBy(asc(membership.team), asc(membership.person));
  return {
    of: (person) => rows(eq(membership.person, person)),
    inTeam: (team) => rows(eq(membership.team, team)),
    all: () => rows(),
    async replace(person, teams, now) {
      const wanted = [...new Set(teams)];
      await holdName(scope, `memberships of ${person}`);
      await db
        .delete(membership)
        .where(
          and(
            eq(membership.fleet, fleet),
            eq(membership.person, person),
            wanted.length > 0 ? notInArray(membership.team, wanted) : undefined,
          ),
        );
      if (wanted.length === 0) return;
      await db
        .insert(membership)
        .values(wanted.map((team) => ({ fleet, person, team, seenAt: now })))
        .onConflictDoUpdate({
          target: [membership.fleet, membership.person, membership.team],
          set: { seenAt: sql`greatest(${membership.seenAt}, excluded.seen_at)` },
        });
    },
  };
};
