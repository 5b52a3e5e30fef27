import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { fleet, instant, words } from "./column";

export const checkResult = pgTable(
  "check_result",
  {
    id: text("id").primaryKey(),
    fleet: fleet(),
    application: words("application").notNull(),
    environment: words("environment").notNull(),
    check: words("check").notNull(),
    release: words("release").notNull(),
    commit: words("commit"),
    result: text("result").$type<"passed" | "failed" | "inconclusive">().notNull(),
    link: words("link"),
    details: words("details"),
    reportedBy: words("reported_by").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    index("check_result_release").on(t.fleet, t.application, t.environment, t.release, t.check, t.at),
    check("check_result_result", sql`${t.result} in ('passed', 'failed', 'inconclusive')`),
  ],
);

export const releaseRun = pgTable(
  "release_run",
  {
    id: text("id").primaryKey(),
    fleet: fleet(),
    application: words("application").notNull(),
    environment: words("environment").notNull(),
    release: words("release").notNull(),
    version: words("version").notNull(),
    commit: words("commit"),
    promotion: text("promotion"),
    startedAt: instant("started_at").notNull(),
    verifiedAt: instant("verified_at"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    uniqueIndex("release_run_now").on(t.fleet, t.application, t.environment).where(sql`${t.endedAt} is null`),
    index("release_run_history").on(t.fleet, t.application, t.environment, t.startedAt),
  ],
);
