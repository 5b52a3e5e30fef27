import { date, doublePrecision, index, pgTable, text } from "drizzle-orm/pg-core";
import type { SavingDecision } from "@/lib/domain/cost-review/saving-stand";
import { fleet, instant, words } from "./column";
import { person } from "./people";

/** What people decided about savings, with the title and amount that they saw. Rows are only added. */
export const savingDecision = pgTable(
  "saving_decision",
  {
    id: text("id").primaryKey(),
    fleet: fleet(),
    saving: words("saving").notNull(),
    environment: words("environment").notNull(),
    kind: text("kind").$type<SavingDecision["kind"]>().notNull(),
    reason: words("reason").notNull(),
    by: text("by")
      .notNull()
      .references(() => person.id),
    at: instant("at").notNull(),
    recheckOn: date("recheck_on"),
    title: words("title").notNull(),
    monthly: doublePrecision("monthly").notNull(),
    currency: text("currency").notNull(),
  },
  (t) => [index("saving_decision_newest").on(t.fleet, t.saving, t.at)],
);
