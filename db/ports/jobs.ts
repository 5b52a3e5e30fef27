import { and, asc, desc, eq, inArray, lte, or, sql } from "drizzle-orm";
import {
  type Job,
  type JobState,
  type JobStep,
  type Jobs,
  type Lease,
  LeaseLost,
} from "@/lib/ports/store/jobs";
import { job, jobStep } from "../schema/job";
import { first, given, makeId, only, type Scope } from "../scope";

export const jobsOf = ({ db, fleet }: Scope): Jobs => {
  const find = async (where: ReturnType<typeof eq>): Promise<Job | null> =>
    first(
      (
        await db
          .select()
          .from(job)
          .where(and(eq(job.fleet, fleet), where))
      ).map(toJob),
    );

  /** The fence is checked by the write itself: a worker that lost its lease changes nothing and is told. */
  const underLease = async (lease: Lease, values: Partial<typeof job.$inferInsert>): Promise<void> => {
    const held = and(
      eq(job.fleet, fleet),
      eq(job.id, lease.job),
      eq(job.fence, lease.fence),
      eq(job.state, "running"),
    );
    const rows = await db.update(job).set(values).where(held).returning({ id: job.id });
    if (rows.length === 0) throw new LeaseLost(lease);
  };
  const free = { owner: null, leaseUntil: null };

  return {
    get: (id) => find(eq(job.id, id)),
    byKey: (key) => find(eq(job.key, key)),
    steps: (id) =>
      db
        .select(stepColumns)
        .from(jobStep)
        .where(and(eq(jobStep.fleet, fleet), eq(jobStep.job, id)))
        .orderBy(asc(jobStep.order)),
    async list({ states, kind, limit }) {
      const rows = await db
        .select()
        .from(job)
        .where(
          and(
            eq(job.fleet, fleet),
            given(states, (wanted: readonly JobState[]) => inArray(job.state, [...wanted])),
            given(kind, (name) => eq(job.kind, name)),
          ),
        )
        .orderBy(desc(job.createdAt), desc(job.id))
        .limit(limit);
      return rows.map(toJob);
    },
    async tally(now) {
      const at = sql`${now.toISOString()}::timestamptz`;
      return db
        .select({
          kind: job.kind,
          state: job.state,
          count: sql<number>`count(*)::int`,
          due: sql<number>`(count(*) filter (where ${job.state} = 'queued' and ${job.runAt} <= ${at}))::int`,
          lapsed: sql<number>`(count(*) filter (where ${job.state} = 'running' and ${job.leaseUntil} <= ${at}))::int`,
        })
        .from(job)
        .where(eq(job.fleet, fleet))
        .groupBy(job.kind, job.state)
        .orderBy(asc(job.kind), asc(job.state));
    },
    async add({ id, kind, key, payload, runAt }, now) {
      const [made] = await db
        .insert(job)
        .values({
          id: makeId("job", id, now),
          fleet,
          kind,
          key,
          payload,
          state: "queued",
          runAt: runAt ?? now,
          createdAt: now,
        })
        .onConflictDoNothing({ target: [job.fleet, job.key] })
        .returning();
      if (made) return { job: toJob(made), added: true };
      const same = and(eq(job.fleet, fleet), eq(job.key, key));
      return { job: toJob(only(await db.select().from(job).where(same))), added: false };
    },
    async claim({ owner, kinds, leaseMs }, now) {
      if (kinds.length === 0) return null;
      const due = db
        .select({ id: job.id })
        .from(job)
        .where(
          and(
            eq(job.fleet, fleet),
            inArray(job.kind, [...kinds]),
            or(
              and(eq(job.state, "queued"), lte(job.runAt, now)),
              and(eq(job.state, "running"), lte(job.leaseUntil, now)),
            ),
          ),
        )
        .orderBy(asc(job.runAt), asc(job.id))
        .limit(1)
        .for("update", { skipLocked: true });
      const rows = await db
        .update(job)
        .set({
          state: "running",
          owner,
          leaseUntil: later(now, leaseMs),
          fence: sql`${job.fence} + 1`,
          attempts: sql`${job.attempts} + 1`,
        })
        .where(eq(job.id, sql`(${due})`))
        .returning();
      return first(rows.map(toJob));
    },
    renew: (lease, leaseMs, now) => underLease(lease, { leaseUntil: later(now, leaseMs) }),
    async step(lease, { name, state, detail, href }, now) {
      // Touching the job's row checks the fence and keeps a new claim waiting until this step is written.
      await underLease(lease, { state: "running" });
      const finishedAt = state === "running" ? null : now;
      const told = { ...(detail === undefined ? {} : { detail }), ...(href === undefined ? {} : { href }) };
      await db
        .insert(jobStep)
        .values({ fleet, job: lease.job, name, state, startedAt: now, finishedAt, ...told })
        .onConflictDoUpdate({
          target: [jobStep.fleet, jobStep.job, jobStep.name],
          set: { state, finishedAt, ...told, ...(state === "running" ? { startedAt: now } : {}) },
        });
    },
    finish: (lease, { state, error }, now) =>
      underLease(lease, { state, error: error ?? null, finishedAt: now, ...free }),
    postpone: (lease, { runAt, error }, _now) =>
      underLease(lease, { state: "queued", runAt, error: error ?? null, ...free }),
    async again(key, now) {
      const ended = and(eq(job.fleet, fleet), eq(job.key, key), inArray(job.state, ["done", "failed"]));
      // Its age begins anew: a job asked for again after an hour has not been at it for an hour.
      const fresh = {
        state: "queued",
        runAt: now,
        createdAt: now,
        finishedAt: null,
        error: null,
        ...free,
      } as const;
      return first((await db.update(job).set(fresh).where(ended).returning()).map(toJob));
    },
  };
};

const stepColumns = {
  name: jobStep.name,
  state: jobStep.state,
  startedAt: jobStep.startedAt,
  finishedAt: jobStep.finishedAt,
  detail: jobStep.detail,
  href: jobStep.href,
} satisfies Record<keyof JobStep, unknown>;

const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

const toJob = ({ fleet: _, ...rest }: typeof job.$inferSelect): Job => rest;
