import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openStore } from "@/db/store";
import type { GitCredentials } from "@/lib/adapters/git/credentials";
import { openMirror } from "@/lib/adapters/git/mirror";
import { openRenderer } from "@/lib/adapters/render/renderer";
import { openHcl } from "@/lib/adapters/terraform/hcl";
import type { Actor } from "@/lib/domain/actor";
import { newId } from "@/lib/domain/id";
import type { KeyedHash } from "@/lib/domain/secret";
import type { Context } from "@/lib/operations/definition";
import { jobHandlers } from "@/lib/operations/jobs";
import type { Spine } from "@/lib/operations/spine";
import type { Cluster } from "@/lib/ports/cluster";
import type { DesiredState } from "@/lib/ports/desired";
import type { Renderer } from "@/lib/ports/renderer";
import type { Session } from "@/lib/ports/store/sessions";
import type { Store } from "@/lib/ports/store/store";
import { type Advance, startAdvance } from "./advance/advance";
import { type Bus, openBus } from "./bus";
import { type OpenClusters, openClusters } from "./clusters";
import { type Demo, prepareDemo, seedDemoStore, startDemoClusters } from "./demo";
import { seedDemoCosts } from "./demo-costs";
import { type DesiredProjection, openDesired } from "./desired/desired";
import { type JobSurroundings, openWorker, startJobs } from "./jobs";
import { followDeclared } from "./live/declared";
import { type LiveProjection, openLive } from "./live/live";
import { type Logger, logger } from "./log";
import { openPeople, type SignedIn } from "./people";
import { startSampling } from "./sampling";
import { startSchedules } from "./schedule";
import { keyedHash, random, sha256 } from "./secrets";
import type { Settings } from "./settings";
import { openSources } from "./sources";
import { surroundingsOf } from "./surroundings";

/** Everything that runs, opened once per process; plain Node, no framework. */
export type Engine = {
  settings: Settings;
  store: Store;
  desired: DesiredProjection;
  live: LiveProjection;
  bus: Bus;
  spine: Spine;
  clusters: ReadonlyMap<string, Cluster>;
  now: () => Date;
  requestId: () => string;
  log: Logger;
  keyedHash: (text: string) => string;
  person: (id: string, via: Extract<Actor, { kind: "person" }>["via"]) => Promise<Actor | null>;
  signIn: (
    who: Omit<SignedIn, "groups"> & { groups: readonly string[] | null },
    maxAgeSeconds: number,
  ) => Promise<Session>;
  demoPerson: (email: string, password: string) => { id: string; name: string; email: string } | null;
  demoPeople: () => readonly { name: string; role: string; email: string }[];
  /** Asks Git at once, as a webhook does. */
  refresh: () => Promise<void>;
  /** What runs by itself, one step at a time. */
  rounds: { advance: () => Promise<void>; job: () => Promise<boolean>; schedules: () => Promise<boolean> };
  close: () => Promise<void>;
};

function credentialsOf({ repository }: Settings): { credentials?: GitCredentials } {
  if (repository.token) return { credentials: { kind: "token", token: repository.token } };
  return repository.sshKeyFile ? { credentials: { kind: "ssh-key", file: repository.sshKeyFile } } : {};
}

/** What a test puts in the place of the outside. Git and the renderer are always the real thing. */
export type Outside = {
  store?: Store;
  now?: () => Date;
  renderer?: Renderer;
  clusters?: (state: DesiredState, hash: KeyedHash) => Promise<OpenClusters>;
  log?: Logger;
  /** False: nothing runs by itself, `rounds` are turned by hand. */
  runs?: boolean;
};

/** Opens the store, Git, the renderer, the clusters and the two projections, and starts what runs by itself. */
export async function startEngine(settings: Settings, outside: Outside = {}): Promise<Engine> {
  const log = outside.log ?? logger();
  const now = outside.now ?? ((): Date => new Date());
  const runs = outside.runs ?? true;
  const closing: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.reverse()) await end();
    closing.length = 0;
  };
  try {
    await mkdir(settings.data, { recursive: true });
    const store =
      outside.store ??
      (await openStore(
        settings.databaseUrl ? { url: settings.databaseUrl } : { folder: join(settings.data, "store") },
      ));
    if (!outside.store) closing.push(() => store.close());
    const demo: Demo | null = settings.demo ? await prepareDemo(settings, now) : null;
    const branch = settings.repository.branch ?? "main";
    const remote = demo?.remote ?? settings.repository.remote;
    const repo = await openMirror({
      remote,
      folder: join(settings.data, "mirror.git"),
      branch,
      ...credentialsOf(settings),
    });
    closing.push(() => repo.close());
    const secretHash = keyedHash(settings.secret, "o8.secret.v1");
    const renderer =
      outside.renderer ??
      openRenderer({
        toolFolder: join(settings.cache, "tools"),
        scratch: join(settings.data, "render"),
        hash: secretHash,
        cache: store.renderCache,
      });
    const desired = openDesired(repo, renderer, { branch, now, blobOf: sha256 });
    await desired.refresh({ fetch: true });
    const { fleet } = await desired.head();

    const opened = outside.clusters
      ? await outside.clusters(await desired.head(), secretHash)
      : demo
        ? await startDemoClusters(settings, await desired.head(), repo, secretHash, now)
        : settings.kubeconfig
          ? await openClusters(fleet.clusters, { kubeconfig: settings.kubeconfig, hash: secretHash })
          : {
              clusters: new Map<string, Cluster>(),
              problems: new Map<string, string>(),
              close: async () => undefined,
            };
    closing.push(() => opened.close());
    if (demo) await seedDemoStore(store, desired, repo, now());
    for (const [name, why] of opened.problems) log.warn({ cluster: name }, why);

    const epoch = newId("job", now(), random(10)).slice(4);
    const bus = openBus(epoch);
    closing.push(() => bus.close());
    closing.push(
      store.listen({
        heard: (topic) => bus.publish([topic]),
        missed: () => bus.publish(["fleet", "promotions"]),
      }),
    );
    const live = openLive(opened.clusters, {
      now,
      changed: (cluster, namespace) => bus.publish(topicsOf(cluster, namespace)),
    });
    closing.push(() => live.close());

    function topicsOf(cluster: string, namespace: string | null): readonly string[] {
      const here = currentPlacements.filter(
        (p) => p.cluster === cluster && (namespace === null || p.namespace === namespace),
      );
      return [
        "fleet",
        ...new Set(here.flatMap((p) => [`application:${p.application}`, `environment:${p.environment}`])),
      ];
    }
    let currentPlacements = fleet.placements;

    const hcl = openHcl();
    closing.push(() => hcl.close());
    const ports = {
      desired,
      repo,
      renderer,
      hcl,
      live,
      store: store.read,
      surroundings: surroundingsOf(settings, store, remote, branch),
    };
    const requestId = (): string => newId("event", now(), random(10)).replace("evt_", "req_");
    const tokenHash = keyedHash(settings.secret, "o8.token.v1");
    const context = (actor: Actor, at: Date, request: string): Context => ({
      actor,
      now: at,
      requestId: request,
      newId: (kind) => newId(kind, at, random(10)),
      sha256,
      keyedHash: tokenHash,
      random,
    });
    const spine: Spine = {
      ports,
      store,
      now,
      context,
      security: (event) => log.limited(event),
      fault: (error, request, operation) =>
        log.error({ requestId: request, operation, error }, "an operation failed"),
    };
    const people = openPeople(store, {
      fleet: async () => (await desired.head()).fleet,
      now,
      firstAdmin: settings.firstAdmin,
    });

    const refresh = async (): Promise<void> => {
      const moved = await desired.refresh({ fetch: true });
      if (!moved) return;
      const head = await desired.head();
      currentPlacements = head.fleet.placements;
      await followDeclared(head, live);
      bus.publish([
        "fleet",
        "promotions",
        ...head.fleet.environments.map((e) => `environment:${e.name}`),
        ...head.fleet.applications.map((a) => `application:${a.name}`),
      ]);
      if (runs) advance.poke();
    };

    const machine: Actor = { kind: "machine", name: "orchestr8" };
    const surroundings = (): JobSurroundings => ({
      ports,
      store,
      clusters: opened.clusters,
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
      { store, desired, live, clusters: opened.clusters, owner: epoch, now, requestId },
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
      const sampled = { store, desired, clusters: opened.clusters, sources, owner: epoch, now };
      const sampling = startSampling(sampled, {
        everyMs: 60_000,
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

    return {
      settings,
      store,
      desired,
      live,
      bus,
      spine,
      clusters: opened.clusters,
      now,
      requestId,
      log,
      keyedHash: tokenHash,
      person: people.actor,
      signIn: (who, maxAge) =>
        people.signIn({ ...who, groups: who.groups ?? demo?.groupsOf(who.subject) ?? [] }, maxAge),
      demoPerson: (email, password) => demo?.person(email, password) ?? null,
      demoPeople: () => demo?.people() ?? [],
      refresh,
      rounds: { advance: advance.round, job: worker.runNext, schedules: schedules.round },
      close,
    };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}
