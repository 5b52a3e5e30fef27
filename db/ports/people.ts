import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { People, Person } from "@/lib/ports/store/people";
import { person } from "../schema/people";
import { first, makeId, only, type Scope } from "../scope";

export const peopleOf = ({ db, fleet }: Scope): People => ({
  async get(id) {
    return first(
      (
        await db
          .select()
          .from(person)
          .where(and(eq(person.fleet, fleet), eq(person.id, id)))
      ).map(toPerson),
    );
  },
  async many(ids) {
    if (ids.length === 0) return [];
    const rows = await db
      .select()
      .from(person)
      .where(and(eq(person.fleet, fleet), inArray(person.id, [...ids])));
    return rows.map(toPerson);
  },
  async find(issuer, subject) {
    const same = and(eq(person.fleet, fleet), eq(person.issuer, issuer), eq(person.subject, subject));
    return first((await db.select().from(person).where(same)).map(toPerson));
  },
  async list() {
    const rows = await db
      .select()
      .from(person)
      .where(eq(person.fleet, fleet))
      .orderBy(asc(person.name), asc(person.id));
    return rows.map(toPerson);
  },
  async signIn(who, now) {
    const seen = { name: who.name, email: who.email, lastSignInAt: now };
    const rows = await db
      .insert(person)
      .values({
        id: makeId("person", undefined, now),
        fleet,
        issuer: who.issuer,
        subject: who.subject,
        firstSeenAt: now,
        ...seen,
      })
      .onConflictDoUpdate({
        target: [person.fleet, person.issuer, person.subject],
        // Two sign-ins may arrive out of order: the time never goes back.
        set: { ...seen, lastSignInAt: sql`greatest(${person.lastSignInAt}, excluded.last_sign_in_at)` },
      })
      .returning();
    return toPerson(only(rows));
  },
});

const toPerson = ({ fleet: _, ...rest }: typeof person.$inferSelect): Person => rest;
