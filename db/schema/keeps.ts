import { index, pgTable, text } from "drizzle-orm/pg-core";
import { fleet, instant, words } from "./column";

/** Who keeps an environment awake, until when and why. Never removed: past ones say when a sleep began. */
export const awakeKeep = pgTable(
  "awake_keep",
  {
    id: text("id").primaryKey(),
    fleet: fleet(),
    environment: words("environment").notNull(),
    person: text("person").notNull(),
    reason: words("reason").notNull(),
    from: instant("from_at").notNull(),
    until: instant("until_at").notNull(),
    endedAt: instant("ended_at"),
    endedBy: text("ended_by"),
  },
  (t) => [index("awake_keep_until").on(t.fleet, t.until)],
);
