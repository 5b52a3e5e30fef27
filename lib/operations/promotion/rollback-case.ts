import type { Refusal } from "@/lib/domain/refusal";
import type { ReleaseRun } from "@/lib/ports/store/releases";
import type { Context, Ports } from "../definition";
import { type Judged, judge } from "./case";
import { makePlan, type Planned } from "./make-plan";

export type RollbackAsk = { application: string; environment: string; version?: string | undefined };

/** A release that the environment verified, with the commit that declared it: a way back. */
export type WayBack = ReleaseRun & { verifiedAt: Date; commit: string };

export type RollbackCase =
  | { ok: false; refusal: Refusal; ways: readonly WayBack[] }
  | {
      ok: true;
      planned: Extract<Planned, { ok: true }>;
      judged: Judged;
      back: WayBack;
      ways: readonly WayBack[];
    };

const runsRead = 200;

/** The plan to an earlier release that the environment verified, the last one unless a version is named, and its gates. */
export async function rollbackCase(
  ports: Pick<Ports, "desired" | "store" | "repo">,
  { application, environment, version }: RollbackAsk,
  { actor, now, sha256 }: Context,
): Promise<RollbackCase> {
  const ways = waysBack(await ports.store.releases.history({ application, environment, limit: runsRead }));
  const back = ways.find((run) => version === undefined || run.version === version);
  if (!back)
    return {
      ok: false,
      ways,
      refusal: {
        kind: "blocked",
        code: "rollback.no-way-back",
        message:
          version === undefined
            ? `${environment} has no earlier release of ${application} that it verified.`
            : `${environment} never verified ${application} ${version}, so it is no way back.`,
      },
    };
  const planned = await makePlan(
    ports.desired,
    { kind: "rollback", application, from: null, to: environment, commit: back.commit },
    sha256,
  );
  if (!planned.ok) return { ok: false, refusal: planned.refusal, ways };
  const judged = await judge(
    ports,
    planned,
    {
      application,
      kind: "rollback",
      from: null,
      to: environment,
      state: "waiting",
      requestedBy: actor.kind === "person" ? actor.id : "",
      added: [],
      approvals: [],
    },
    now,
  );
  return { ok: true, planned, judged, back, ways };
}

/** Newest first, each version once, without the release that runs. */
function waysBack(runs: readonly ReleaseRun[]): readonly WayBack[] {
  const current = runs.find((run) => run.endedAt === null);
  const ways = new Map<string, WayBack>();
  for (const run of runs) {
    const { verifiedAt, commit } = run;
    if (verifiedAt === null || commit === null || run.release === current?.release) continue;
    if (!ways.has(run.version)) ways.set(run.version, { ...run, verifiedAt, commit });
  }
  return [...ways.values()];
}
