import { managerOf, managersOf } from "@/lib/domain/drift/field-manager";
import { replicasOf } from "@/lib/domain/schedule/asleep";
import { patchOf, type Turn, turnOf } from "@/lib/domain/schedule/turn";
import { momentText } from "@/lib/domain/window-text";
import {
  keepsMatterMs,
  type SleepPlace,
  type SleepWorkload,
  sleepPlace,
} from "@/lib/operations/schedule/place";
import type { Cluster, ObjectRef } from "@/lib/ports/cluster";
import type { Desired } from "@/lib/ports/desired";
import type { Live } from "@/lib/ports/live";
import type { Store } from "@/lib/ports/store/store";

/** A round may take this long before another replica takes over. */
const leaseMs = 60_000;
const fieldManager = "orchestr8-schedule";

export type Schedules = {
  /** One look at every placement. False: another replica has the lease. */
  round: () => Promise<boolean>;
  close: () => Promise<void>;
};

export type ScheduleSurroundings = {
  store: Store;
  desired: Pick<Desired, "head">;
  live: Live;
  clusters: ReadonlyMap<string, Cluster>;
  owner: string;
  now: () => Date;
  requestId: () => string;
};

/**
 * Makes the sizes of workloads follow their schedules. Every round looks at the clock and at the clusters as they are,
 * so a round that was missed loses nothing. One replica holds the lease, and each write holds only for the object as it
 * was read, so even two that both believe to have it scale a workload once. A cluster that is silent is left for later.
 */
export function startSchedules(
  surroundings: ScheduleSurroundings,
  options: {
    /** Null: only by hand. */
    everyMs: number | null;
    fault: (error: unknown) => void;
  },
): Schedules {
  let closed = false;
  let running: Promise<unknown> = Promise.resolve();
  const told = new Set<string>();
  const round = (): Promise<boolean> => {
    const next = running.then(() => (closed ? false : once(surroundings, options.fault, told)));
    running = next.catch(() => undefined);
    return next;
  };
  const look = (): void => void round().catch(options.fault);
  const timer = options.everyMs === null ? undefined : setInterval(look, options.everyMs);
  return {
    round,
    async close() {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
}

async function once(
  surroundings: ScheduleSurroundings,
  fault: (error: unknown) => void,
  /** What was told already, so that a refusal that stays is one line of the ledger and not one a round. */
  told: Set<string>,
): Promise<boolean> {
  const { store, desired, live, now, owner } = surroundings;
  const at = now();
  if (!(await store.write((tx) => tx.samples.lease({ name: "schedule", owner, ms: leaseMs }, at))))
    return false;
  const state = await desired.head();
  const keeps = await store.read.keeps.since({ after: new Date(at.getTime() - keepsMatterMs) });
  const places = await Promise.all(
    state.fleet.placements.map((placement) => sleepPlace(state, live, placement, keeps, at)),
  );
  // One slow cluster never delays another.
  await Promise.all(
    [...surroundings.clusters].map(async ([name, cluster]) => {
      for (const place of places.filter(({ placement }) => placement.cluster === name))
        for (const workload of place.workloads ?? [])
          try {
            await follow(surroundings, cluster, place, workload, told);
          } catch (error) {
            fault(error);
            return;
          }
    }),
  );
  return true;
}

async function follow(
  surroundings: ScheduleSurroundings,
  cluster: Cluster,
  place: SleepPlace,
  workload: SleepWorkload,
  told: Set<string>,
): Promise<void> {
  const { apiVersion, kind, metadata } = workload.live;
  const namespace = metadata.namespace ?? place.placement.namespace;
  const ref: ObjectRef = { apiVersion, kind, namespace, name: metadata.name };
  // The application comes first, so that who may not see it does not see what was done with it.
  const object = `${place.placement.application}/${cluster.name}/${kind}/${metadata.name}`;
  if (workload.turn.kind === "leave") {
    if (workload.turn.why === "woken") await tellWoken(surroundings, cluster, place, ref, object, told);
    return;
  }
  // What the projection shows may be a moment old; what is written is decided on what is there.
  const live = await cluster.get(ref);
  if (!live) return;
  const turn = turnOf(live, workload.wanted, workload);
  if (turn.kind === "leave") return;
  const answer = await cluster.patch(ref, patchOf(live, turn), { manager: fieldManager });
  // Somebody changed it this moment: the next round sees how it is now.
  if (answer.kind === "conflict" || answer.kind === "absent") return;
  if (answer.kind === "refused") {
    const key = `${object} ${turn.kind} ${turn.note.since} ${answer.refusal.reason}`;
    if (told.has(key)) return;
    told.add(key);
    await tell(
      surroundings,
      place,
      object,
      turn,
      "refused",
      `${cluster.name} refused it: ${answer.refusal.message}`,
    );
    return;
  }
  await tell(surroundings, place, object, turn, "done", words(turn, place, surroundings.now()));
}

/** Somebody or something scaled it up in its sleep. Who keeps doing that is told, as it may want a rule. */
async function tellWoken(
  surroundings: ScheduleSurroundings,
  cluster: Cluster,
  place: SleepPlace,
  ref: ObjectRef,
  object: string,
  told: Set<string>,
): Promise<void> {
  const key = `${object} woken ${place.state?.since ?? 0}`;
  if (told.has(key)) return;
  const live = await cluster.get(ref, { withManagers: true });
  if (!live) return;
  told.add(key);
  const who = managerOf(managersOf(live), ["spec", "replicas"])?.manager ?? "somebody";
  const rule = /argocd/i.test(who) ? "; its Application needs to ignore spec.replicas" : "";
  await tell(
    surroundings,
    place,
    object,
    { kind: "sleep" },
    "refused",
    `${who} scaled it to ${counted(replicasOf(live))} while it slept; it is left so until the next rest${rule}`,
  );
}

const counted = (pods: number): string => (pods === 1 ? "1 pod" : `${pods} pods`);

function words(turn: Exclude<Turn, { kind: "leave" }>, { schedule, state }: SleepPlace, now: Date): string {
  const until =
    schedule && typeof state?.until === "number"
      ? `, until ${momentText(new Date(state.until).toISOString(), schedule.zone, now)}`
      : "";
  switch (turn.kind) {
    case "sleep":
      return `${counted(turn.from)} to none${until}`;
    case "wake":
      return `none to ${counted(turn.to)}${schedule === null ? ", as no schedule holds any more" : until}`;
    case "forget":
      return "it was scaled in its sleep, and keeps that size";
  }
}

async function tell(
  { store, now, requestId }: ScheduleSurroundings,
  { placement }: SleepPlace,
  object: string,
  turn: { kind: "sleep" | "wake" | "forget" },
  decision: "done" | "refused",
  reason: string,
): Promise<void> {
  const { environment, application } = placement;
  await store.write(async (tx) => {
    await tx.ledger.append(
      {
        actor: "orchestr8",
        via: "machine",
        action: turn.kind === "sleep" ? "environment.sleep" : "environment.wake",
        object,
        environment,
        revision: null,
        decision,
        reason,
        requestId: requestId(),
        body: "",
      },
      now(),
    );
    await tx.news.publish(["fleet", "audit", `environment:${environment}`, `application:${application}`]);
  });
}
