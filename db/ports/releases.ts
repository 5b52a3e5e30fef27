import { and, asc, desc, eq, gt, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { ReleaseRun, Releases } from "@/lib/ports/store/releases";
import { releaseRun } from "../schema/evidence";
import { first, given, holdName, makeId, only, type Scope } from "../scope";

type Stage = { application: string; environment: string };

export const releasesOf = (scope: Scope): Releases => {
  const { db, fleet } = scope;
  const at = ({ application, environment }: Stage) =>
    and(
      eq(releaseRun.fleet, fleet),
      eq(releaseRun.application, application),
      eq(releaseRun.environment, environment),
    );
  const now = (stage: Stage) => and(at(stage), isNull(releaseRun.endedAt));
  return {
    async running(application) {
      const rows = await db
        .select()
        .from(releaseRun)
        .where(
          and(
            eq(releaseRun.fleet, fleet),
            isNull(releaseRun.endedAt),
            given(application, (name) => eq(releaseRun.application, name)),
          ),
        )
        .orderBy(asc(releaseRun.application), asc(releaseRun.environment));
      return rows.map(toRun);
    },
    async history({ application, environment, since, limit }) {
      const rows = await db
        .select()
        .from(releaseRun)
        .where(
          and(
            eq(releaseRun.fleet, fleet),
            given(application, (name) => eq(releaseRun.application, name)),
            given(environment, (name) => eq(releaseRun.environment, name)),
            given(
              since,
              (time) => or(isNull(releaseRun.endedAt), gt(releaseRun.endedAt, time)) ?? sql`false`,
            ),
          ),
        )
        .orderBy(desc(releaseRun.startedAt), desc(releaseRun.id))
        .limit(limit);
      return rows.map(toRun);
    },
    async verifiedRun({ release, ...stage }) {
      const rows = await db
        .select()
        .from(releaseRun)
        .where(and(at(stage), eq(releaseRun.release, release), isNotNull(releaseRun.verifiedAt)))
        .orderBy(desc(releaseRun.startedAt), desc(releaseRun.id))
        .limit(1);
      return first(rows.map(toRun));
    },
    async started(run, from) {
      await holdName(scope, `release ${run.application} ${run.environment}`);
      const [current] = await db.select().from(releaseRun).where(now(run));
      if (current?.release === run.release) return toRun(current);
      await db.update(releaseRun).set({ endedAt: from }).where(now(run));
      const row = { ...run, id: makeId("run", undefined, from), fleet, startedAt: from };
      return toRun(only(await db.insert(releaseRun).values(row).returning()));
    },
    async verified({ release, ...stage }, at) {
      const rows = await db
        .update(releaseRun)
        .set({ verifiedAt: sql`coalesce(${releaseRun.verifiedAt}, ${at.toISOString()}::timestamptz)` })
        .where(and(now(stage), eq(releaseRun.release, release)))
        .returning();
      return first(rows.map(toRun));
    },
  };
};

const toRun = ({ fleet: _, ...rest }: typeof releaseRun.$inferSelect): ReleaseRun => rest;
