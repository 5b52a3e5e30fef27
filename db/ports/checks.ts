import { and, asc, desc, eq } from "drizzle-orm";
import type { CheckResult, Checks } from "@/lib/ports/store/checks";
import { checkResult } from "../schema/evidence";
import { given, makeId, only, type Scope } from "../scope";

export const checksOf = ({ db, fleet }: Scope): Checks => ({
  async latest({ application, environment, release }) {
    const rows = await db
      .selectDistinctOn([checkResult.check])
      .from(checkResult)
      .where(
        and(
          eq(checkResult.fleet, fleet),
          eq(checkResult.application, application),
          eq(checkResult.environment, environment),
          eq(checkResult.release, release),
        ),
      )
      .orderBy(asc(checkResult.check), desc(checkResult.at), desc(checkResult.id));
    return rows.map(toCheck);
  },
  async history({ application, environment, limit }) {
    const rows = await db
      .select()
      .from(checkResult)
      .where(
        and(
          eq(checkResult.fleet, fleet),
          eq(checkResult.application, application),
          given(environment, (name) => eq(checkResult.environment, name)),
        ),
      )
      .orderBy(desc(checkResult.at), desc(checkResult.id))
      .limit(limit);
    return rows.map(toCheck);
  },
  async report({ id, ...check }, now) {
    const row = { ...check, id: makeId("check", id, now), fleet, at: now };
    return toCheck(only(await db.insert(checkResult).values(row).returning()));
  },
});

const toCheck = ({ fleet: _, ...rest }: typeof checkResult.$inferSelect): CheckResult => rest;
