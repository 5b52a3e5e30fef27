import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import type { RenderCache } from "@/lib/ports/render-cache";
import { renderCache } from "../schema/render-cache";
import type { Scope } from "../scope";

export type RenderCacheBounds = { /** Bytes of all values together. */ size: number; ageMs: number };

const touchEveryMs = 60 * 60_000;
const sweepEvery = 50;

/** Renders in SQL, so that a restart and the other replicas have them too; the least used ones go first. */
export function renderCacheOf(
  { db, fleet }: Scope,
  bounds: RenderCacheBounds,
  clock: () => Date,
): RenderCache {
  let puts = 0;
  const own = (key: string) => and(eq(renderCache.fleet, fleet), eq(renderCache.key, key));

  const sweep = async (): Promise<void> => {
    const oldest = new Date(clock().getTime() - bounds.ageMs);
    await db.delete(renderCache).where(and(eq(renderCache.fleet, fleet), lt(renderCache.usedAt, oldest)));
    const newest = sql<number>`sum(${renderCache.size}) over (order by ${renderCache.usedAt} desc, ${renderCache.key})`;
    const kept = db
      .select({ key: renderCache.key, upTo: newest.as("up_to") })
      .from(renderCache)
      .where(eq(renderCache.fleet, fleet))
      .orderBy(asc(renderCache.key))
      .as("kept");
    const over = db.select({ key: kept.key }).from(kept).where(sql`${kept.upTo} > ${bounds.size}`);
    await db.delete(renderCache).where(and(eq(renderCache.fleet, fleet), inArray(renderCache.key, over)));
  };

  return {
    async get(key) {
      const [found] = await db
        .select({ value: renderCache.value, usedAt: renderCache.usedAt })
        .from(renderCache)
        .where(own(key));
      if (!found) return null;
      const now = clock();
      if (now.getTime() - found.usedAt.getTime() > touchEveryMs)
        await db.update(renderCache).set({ usedAt: now }).where(own(key));
      return Buffer.from(found.value).toString("utf8");
    },
    async put(key, text) {
      const value = Buffer.from(text, "utf8");
      if (value.byteLength > bounds.size) return;
      const row = { value, size: value.byteLength, usedAt: clock() };
      await db
        .insert(renderCache)
        .values({ fleet, key, ...row })
        .onConflictDoUpdate({ target: [renderCache.fleet, renderCache.key], set: row });
      puts += 1;
      if (puts % sweepEvery === 1) await sweep();
    },
  };
}
