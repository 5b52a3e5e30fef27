import { and, desc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { Session, Sessions } from "@/lib/ports/store/sessions";
import { session } from "../schema/people";
import { first, makeId, only, type Scope } from "../scope";

const seenEveryMs = 60_000;

export const sessionsOf = ({ db, fleet }: Scope): Sessions => {
  const own = (id: string) => and(eq(session.fleet, fleet), eq(session.id, id));
  const living = (now: Date) => and(isNull(session.revokedAt), gt(session.expiresAt, now));
  return {
    async get(id) {
      return first((await db.select().from(session).where(own(id))).map(toSession));
    },
    async live(person, now) {
      const rows = await db
        .select()
        .from(session)
        .where(and(eq(session.fleet, fleet), eq(session.person, person), living(now)))
        .orderBy(desc(session.createdAt), desc(session.id));
      return rows.map(toSession);
    },
    async create({ id, person, expiresAt, authenticatedAt }, now) {
      const row = {
        id: makeId("session", id, now),
        fleet,
        person,
        expiresAt,
        authenticatedAt,
        createdAt: now,
        lastSeenAt: now,
      };
      return toSession(only(await db.insert(session).values(row).returning()));
    },
    async seen(id, now) {
      const before = new Date(now.getTime() - seenEveryMs);
      await db
        .update(session)
        .set({ lastSeenAt: now })
        .where(and(own(id), living(now), lt(session.lastSeenAt, before)));
    },
    async rotate(id, now) {
      const raised = { version: sql`${session.version} + 1`, lastSeenAt: now };
      return first(
        (
          await db
            .update(session)
            .set(raised)
            .where(and(own(id), living(now)))
            .returning()
        ).map(toSession),
      );
    },
    async revoke(id, person, now) {
      const mine = and(own(id), eq(session.person, person), isNull(session.revokedAt));
      const rows = await db.update(session).set({ revokedAt: now }).where(mine).returning({ id: session.id });
      return rows.length > 0;
    },
    async revokeAll(person, now) {
      const mine = and(eq(session.fleet, fleet), eq(session.person, person), isNull(session.revokedAt));
      return (await db.update(session).set({ revokedAt: now }).where(mine).returning({ id: session.id }))
        .length;
    },
  };
};

const toSession = ({ fleet: _, ...rest }: typeof session.$inferSelect): Session => rest;
