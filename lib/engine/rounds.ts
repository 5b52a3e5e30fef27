import type { Actor } from "@/lib/domain/actor";
import type { Context, Ports } from "@/lib/operations/definition";
import { jobHandlers } from "@/lib/operations/jobs";
import type { Cluster } from "@/lib/ports/cluster";
import type { Store } from "@/lib/ports/store/store";
import { type Advance, startAdvance } from "./advance/advance";
import { seedDemoCosts } from "./demo-costs";
import type { DesiredProjection } from "./desired/desired";
import { type JobSurroundings, openWorker, startJobs } from "./jobs";
import { followDeclared } from "./live/declared";
import type { LiveProjection } from "./live/live";
import type { Logger } from "./log";
import { startSampling } from "./sampling";
import { startSchedules } from "./schedule";
import type { Settings } from "./settings";
import { openSources } from "./sources";
import type { Closing } from "./world";

type RoundsSurroundings = {
  settings: Settings;
  store: Store;
  ports: Ports & { desired: DesiredProjection; live: LiveProjection };
  clusters: ReadonlyMap<string, Cluster>;
  demo: boolean;
  /** False: nothing runs by itself, the rounds are turned by hand. */
  runs: boolean;
  /** This process among its replicas. */
  epoch: string;
  now: () => Date;
  log: Logger;
  requestId: () => string;
  context: (actor: Actor, at: Date, request: string) => Context;
  refresh: () => Promise<void>;
  closing: Closing;
};

/** Starts what runs by itself: jobs, advancing promotions, schedules, following the clusters, sampling, asking Git. */
export async function startRounds({
  settings,
  store,
  ports,
  clusters,
  demo,
  runs,
  epoch,
  now,
  log,
  requestId,
  context,
  refresh,
  closing,
}: RoundsSurroundings) {
  const { desired, live } = ports;
  const machine: Actor = { kind: "machine", name: "orchestr8" };
  const surroundings = (): JobSurroundings => ({
    ports,
    store,
    clusters,
    now,
    context: context(machine, now(), requestId()),
    refresh,
  });
  const worker = openWorker(store, jobHandlers, {
    owner: epoch,
    now,
    surroundings,
    topics: (job) => ["promotions", `promotion:${job.key.slice(job.key.indexOf(":") + 1)}`],
    fault: (error, job) => log.error({ job: job.id, error }, "a job failed"),
  });
  const jobs = runs
    ? startJobs(worker, { fault: (error) => log.error({ error }, "no job could be claimed") })
    : null;
  const advance: Advance = startAdvance(surroundings, {
    everyMs: runs ? (demo ? 2_000 : 5_000) : null,
    poked: () => jobs?.poke(),
    fault: (error) => log.error({ error }, "promotions could not be advanced"),
  });
  closing.push(() => advance.close());
  // The last yes or a report moves things on now, not at the next look.
  if (runs) {
    const moved = (): void => advance.poke();
    closing.push(
      store.listen({ heard: (topic) => (topic === "promotions" ? moved() : undefined), missed: moved }),
    );
  }
  closing.push(async () => jobs?.close());

  const schedules = startSchedules(
    { store, desired, live, clusters, owner: epoch, now, requestId },
    {
      everyMs: runs ? (demo ? 5_000 : 15_000) : null,
      fault: (error) => log.warn({ error }, "a schedule could not be followed"),
    },
  );
  closing.push(() => schedules.close());

  const following = followDeclared(await desired.head(), live).catch((error: unknown) =>
    log.error({ error }, "rendering at the start failed"),
  );
  closing.push(() => following);
  // Costs are never waited for: until the first hour is over the page shows what is declared.
  if (runs) {
    const sources = await openSources(settings.sourceTokens);
    const sampled = { store, desired, clusters, sources, owner: epoch, now };
    const sampling = startSampling(sampled, {
      everyMs: 60_000,
      retention: settings.retention,
      fault: (error) => log.warn({ error }, "usage could not be sampled"),
      first: demo ? (closed) => following.then(() => seedDemoCosts(sampled, closed)) : undefined,
    });
    closing.push(() => sampling.close());
  }
  const fetching = runs
    ? setInterval(() => {
        refresh().catch((error) => log.warn({ error }, "Git did not answer"));
      }, settings.fetchSeconds * 1000)
    : undefined;
  closing.push(() => clearInterval(fetching));

  return { advance, worker, schedules };
}
