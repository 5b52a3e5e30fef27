import { and, desc, eq, isNull, lt, or } from "drizzle-orm";
import type { Token, Tokens } from "@/lib/ports/store/tokens";
import { token } from "../schema/people";
import { first, makeId, only, type Scope } from "../scope";

const usedEveryMs = 60_000;

export const tokensOf = ({ db, fleet }: Scope): Tokens => ({
  async byHash(hash) {
    return first(
      (
        await db
          .select()
          .from(token)
          .where(and(eq(token.fleet, fleet), eq(token.hash, hash)))
      ).map(toToken),
    );
  },
  async of(person) {
    const rows = await db
      .select()
      .from(token)
      .where(and(eq(token.fleet, fleet), eq(token.person, person), isNull(token.revokedAt)))
      .orderBy(desc(token.createdAt), desc(token.id));
    return rows.map(toToken);
  },
  async create({ id, person, name, hash, scopes, expiresAt }, now) {
    const row = {
      id: makeId("token", id, now),
      fleet,
      person,
      name,
      hash,
      scopes: [...scopes],
      expiresAt,
      createdAt: now,
    };
    return toToken(only(await db.insert(token).values(row).returning()));
  },
  async used(id, now) {
    const before = new Date(now.getTime() - usedEveryMs);
    await db
      .update(token)
      .set({ lastUsedAt: now })
      .where(
        and(
          eq(token.fleet, fleet),
          eq(token.id, id),
          or(isNull(token.lastUsedAt), lt(token.lastUsedAt, before)),
        ),
      );
  },
  async revoke(id, person, now) {
    const mine = and(
      eq(token.fleet, fleet),
      eq(token.id, id),
      eq(token.person, person),
      isNull(token.revokedAt),
    );
    return (
      (await db.update(token).set({ revokedAt: now }).where(mine).returning({ id: token.id })).length > 0
    );
  },
});

const toToken = ({ fleet: _, hash: __, ...rest }: typeof token.$inferSelect): Token => rest;
