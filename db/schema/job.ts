import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  serial,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { JobState, JobStep } from "@/lib/ports/store/jobs";
import { fleet, instant, words } from "./column";

export const job = pgTable(
  "job",
  {
    id: text("id").primaryKey(),
    fleet: fleet(),
    kind: words("kind").notNull(),
    key: words("key").notNull(),
    payload: jsonb("payload").$type<unknown>().notNull(),
    state: text("state").$type<JobState>().notNull(),
    attempts: integer("attempts").notNull().default(0),
    runAt: instant("run_at").notNull(),
    owner: words("owner"),
    leaseUntil: instant("lease_until"),
    fence: integer("fence").notNull().default(0),
    error: words("error"),
    createdAt: instant("created_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    uniqueIndex("job_key").on(t.fleet, t.key),
    index("job_due").on(t.fleet, t.state, t.runAt),
    check("job_state", sql`${t.state} in ('queued', 'running', 'done', 'failed')`),
  ],
);

export const jobStep = pgTable(
  "job_step",
  {
    fleet: fleet(),
    job: text("job")
      .notNull()
      .references(() => job.id),
    name: words("name").notNull(),
    /** Steps of one millisecond keep the order in which they began. */
    order: serial("order").notNull(),
    state: text("state").$type<JobStep["state"]>().notNull(),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at"),
    detail: words("detail"),
    href: words("href"),
  },
  (t) => [primaryKey({ columns: [t.fleet, t.job, t.name] })],
);
