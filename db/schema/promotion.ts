import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { PromotionKind, PromotionState } from "@/lib/domain/promotion-state";
import { fleet, instant, words } from "./column";
import { person } from "./people";

export const promotion = pgTable(
  "promotion",
  {
    id: text("id").primaryKey(),
    fleet: fleet(),
    application: words("application").notNull(),
    kind: text("kind").$type<PromotionKind>().notNull(),
    source: words("source"),
    target: words("target").notNull(),
    state: text("state").$type<PromotionState>().notNull(),
    requestedBy: words("requested_by").notNull(),
    requestedAt: instant("requested_at").notNull(),
    automatic: boolean("automatic").notNull(),
    reason: words("reason"),
    planDigest: text("plan_digest").notNull(),
    baseCommit: text("base_commit").notNull(),
    fromVersion: words("from_version"),
    toVersion: words("to_version"),
    requiredTeams: text("required_teams").array().notNull(),
    outcome: words("outcome"),
    commit: text("commit"),
    supersededBy: text("superseded_by"),
    finishedAt: instant("finished_at"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    index("promotion_newest").on(t.fleet, t.requestedAt, t.id),
    index("promotion_target").on(t.fleet, t.application, t.target),
    uniqueIndex("promotion_one_waiting")
      .on(t.fleet, t.application, t.target)
      .where(sql`${t.state} = 'waiting'`),
    uniqueIndex("promotion_one_running")
      .on(t.fleet, t.application, t.target)
      .where(sql`${t.state} = 'running'`),
    check(
      "promotion_state",
      sql`${t.state} in ('waiting', 'running', 'done', 'failed', 'withdrawn', 'rejected', 'superseded')`,
    ),
  ],
);

const ofPromotion = () =>
  text("promotion")
    .notNull()
    .references(() => promotion.id);

/** Every plan a promotion ever had: an approval of an old digest can still be shown with what it approved. */
export const promotionPlan = pgTable(
  "promotion_plan",
  {
    fleet: fleet(),
    promotion: ofPromotion(),
    digest: text("digest").notNull(),
    text: words("text").notNull(),
    baseCommit: text("base_commit").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.fleet, t.promotion, t.digest] })],
);

export const approval = pgTable(
  "approval",
  {
    id: text("id").primaryKey(),
    fleet: fleet(),
    promotion: ofPromotion(),
    team: words("team").notNull(),
    person: text("person")
      .notNull()
      .references(() => person.id),
    yes: boolean("yes").notNull(),
    digest: text("digest").notNull(),
    reason: words("reason"),
    at: instant("at").notNull(),
  },
  (t) => [uniqueIndex("approval_one_slot").on(t.fleet, t.promotion, t.person, t.digest)],
);

export const timeline = pgTable(
  "timeline",
  {
    id: text("id").primaryKey(),
    fleet: fleet(),
    promotion: ofPromotion(),
    kind: words("kind").notNull(),
    actor: words("actor").notNull(),
    text: words("text").notNull(),
    detail: words("detail"),
    at: instant("at").notNull(),
  },
  (t) => [index("timeline_promotion").on(t.fleet, t.promotion, t.at)],
);
