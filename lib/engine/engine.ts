import { mkdir } from "node:fs/promises";
import { openHcl } from "@/lib/adapters/terraform/hcl";
import type { Actor } from "@/lib/domain/actor";
import { newId } from "@/lib/domain/id";
import type { Context } from "@/lib/operations/definition";
import type { Spine } from "@/lib/operations/spine";
import type { Cluster } from "@/lib/ports/cluster";
import type { Session } from "@/lib/ports/store/sessions";
import type { Store } from "@/lib/ports/store/store";
import type { Advance } from "./advance/advance";
import { type Bus, openBus } from "./bus";
import type { DesiredProjection } from "./desired/desired";
import { followDeclared } from "./live/declared";
import { type LiveProjection, openLive } from "./live/live";
import { type Logger, logger } from "./log";
import { openPeople, type SignedIn } from "./people";
import type { RenderCounts } from "./render-counts";
import { startRounds } from "./rounds";
import { keyedHash, random, sha256 } from "./secrets";
import type { Settings } from "./settings";
import { surroundingsOf } from "./surroundings";
import { type Outside, openWorld } from "./world";

/** Everything that runs, opened once per process; plain Node, no framework. */
export type Engine = {
  settings: Settings;
  store: Store;
  desired: DesiredProjection;
  live: LiveProjection;
  bus: Bus;
  /** Of this process. */
  renders: Readonly<RenderCounts>;
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
    const { store, demo, repo, remote, branch, renderer, desired, opened, renders } = await openWorld(
      settings,
      outside,
      { now, closing },
    );
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
    let currentPlacements = (await desired.head()).fleet.placements;
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

    let advance: Advance | null = null;
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
      if (runs) advance?.poke();
    };

    const rounds = await startRounds({
      settings,
      store,
      ports,
      clusters: opened.clusters,
      demo: demo !== null,
      runs,
      epoch,
      now,
      log,
      requestId,
      context,
      refresh,
      closing,
    });
    advance = rounds.advance;

    return {
      settings,
      store,
      desired,
      live,
      bus,
      renders,
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
      rounds: {
        advance: rounds.advance.round,
        job: rounds.worker.runNext,
        schedules: rounds.schedules.round,
      },
      close,
    };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}
