import { date, doublePrecision, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { fleet, instant, words } from "./column";

/** One charge of an imported bill. The key is its content, so that the same charge is kept once. */
export const billRow = pgTable(
  "bill_row",
  {
    fleet: fleet(),
    key: text("key").notNull(),
    import: text("import").notNull(),
    period: text("period").notNull(),
    day: date("day").notNull(),
    currency: text("currency").notNull(),
    account: words("account").notNull(),
    service: words("service").notNull(),
    /** Empty: no mapping says whose it is. */
    environment: words("environment").notNull(),
    billed: doublePrecision("billed").notNull(),
    effective: doublePrecision("effective").notNull(),
  },
  (t) => [primaryKey({ columns: [t.fleet, t.key] }), index("bill_row_day").on(t.fleet, t.currency, t.day)],
);

/** One part of a file that was imported, and by whom. */
export const billImport = pgTable(
  "bill_import",
  {
    fleet: fleet(),
    id: text("id").notNull(),
    name: words("name").notNull(),
    by: words("by").notNull(),
    at: instant("at").notNull(),
    rows: integer("rows").notNull(),
    added: integer("added").notNull(),
  },
  (t) => [primaryKey({ columns: [t.fleet, t.id] })],
);
