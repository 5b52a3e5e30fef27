import { and, asc, eq } from "drizzle-orm";
import type { Timeline, TimelineEvent } from "@/lib/ports/store/timeline";
import { timeline } from "../schema/promotion";
import { makeId, only, type Scope } from "../scope";

export const timelineOf = ({ db, fleet }: Scope): Timeline => ({
  async of(promotion) {
    const rows = await db
      .select()
      .from(timeline)
      .where(and(eq(timeline.fleet, fleet), eq(timeline.promotion, promotion)))
      .orderBy(asc(timeline.at), asc(timeline.id));
    return rows.map(toEvent);
  },
  async add({ id, ...event }, now) {
    const row = { ...event, id: makeId("event", id, now), fleet, at: now };
    return toEvent(only(await db.insert(timeline).values(row).returning()));
  },
});

const toEvent = ({ fleet: _, ...rest }: typeof timeline.$inferSelect): TimelineEvent => rest;
