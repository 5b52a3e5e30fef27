import { and, asc, eq, gt, isNull, or } from "drizzle-orm";
import type { AwakeKeep, Keeps } from "@/lib/ports/store/keeps";
import { awakeKeep } from "../schema/keeps";
import { given, makeId, only, type Scope } from "../scope";

export const keepsOf = ({ db, fleet }: Scope): Keeps => ({
  async since({ after, environment }) {
    const rows = await db
      .select()
      .from(awakeKeep)
      .where(
        and(
          eq(awakeKeep.fleet, fleet),
          given(environment, (name) => eq(awakeKeep.environment, name)),
          gt(awakeKeep.until, after),
          or(isNull(awakeKeep.endedAt), gt(awakeKeep.endedAt, after)),
        ),
      )
      .orderBy(asc(awakeKeep.from), asc(awakeKeep.id));
    return rows.map(toKeep);
  },
  async keep({ id, ...keep }, now) {
    const row = { ...keep, id: makeId("keep", id, now), fleet, from: now };
    return toKeep(only(await db.insert(awakeKeep).values(row).returning()));
  },
  async end({ environment, person }, now) {
    const ended = await db
      .update(awakeKeep)
      .set({ endedAt: now, endedBy: person })
      .where(
        and(
          eq(awakeKeep.fleet, fleet),
          eq(awakeKeep.environment, environment),
          isNull(awakeKeep.endedAt),
          gt(awakeKeep.until, now),
        ),
      )
      .returning({ id: awakeKeep.id });
    return ended.length;
  },
});

const toKeep = ({ fleet: _, ...rest }: typeof awakeKeep.$inferSelect): AwakeKeep => rest;
