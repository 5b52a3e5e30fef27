import { index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytes, fleet, instant } from "./column";

export const renderCache = pgTable(
  "render_cache",
  {
    fleet: fleet(),
    key: text("key").notNull(),
    value: bytes("value").notNull(),
    size: integer("size").notNull(),
    usedAt: instant("used_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.fleet, t.key] }), index("render_cache_used").on(t.fleet, t.usedAt)],
);
