import { date, doublePrecision, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { LineKind } from "@/lib/domain/cost-review/line";
import { fleet, words } from "./column";

/** Pods' labels, each set of them once: rows of samples and costs name it by its hash. */
export const labelSet = pgTable(
  "label_set",
  {
    fleet: fleet(),
    id: text("id").notNull(),
    labels: jsonb("labels").$type<Readonly<Record<string, string>>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.fleet, t.id] })],
);

/** A day's cost by namespace, controller and labels: what `cost_day` has in one row is parts here that add up to it. */
export const costPart = pgTable(
  "cost_part",
  {
    fleet: fleet(),
    day: date("day").notNull(),
    currency: text("currency").notNull(),
    cluster: words("cluster").notNull(),
    environment: words("environment").notNull(),
    application: words("application").notNull(),
    team: words("team").notNull(),
    kind: text("kind").$type<LineKind>().notNull(),
    namespace: words("namespace").notNull(),
    controller: words("controller").notNull(),
    labels: text("labels").notNull(),
    cost: doublePrecision("cost").notNull(),
  },
  (t) => [
    primaryKey({
      name: "cost_part_key",
      columns: [
        t.fleet,
        t.day,
        t.cluster,
        t.environment,
        t.application,
        t.team,
        t.kind,
        t.namespace,
        t.controller,
        t.labels,
        t.currency,
      ],
    }),
  ],
);
