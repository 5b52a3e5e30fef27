import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { scratchRepository } from "@/lib/adapters/git/scratch-repository.fixture";
import { openRenderer } from "@/lib/adapters/render/renderer";
import type { Outcome } from "@/lib/contract/outcome";
import type { PromotionView } from "@/lib/contract/promotion-view";
import type { Actor } from "@/lib/domain/actor";
import type { Refusal } from "@/lib/domain/refusal";
import { type Engine, startEngine } from "@/lib/engine/engine";
import { logger } from "@/lib/engine/log";
import { keyedHash } from "@/lib/engine/secrets";
import type { Settings } from "@/lib/engine/settings";
import type { Outside } from "@/lib/engine/world";
import { operations } from "@/lib/operations";
import { runOperation } from "@/lib/operations/spine";
import type { RenderCache } from "@/lib/ports/render-cache";
import type { Renderer } from "@/lib/ports/renderer";
import type { Store } from "@/lib/ports/store/store";
import { type Standin, startStandinCluster } from "@/lib/standins/cluster/start";
import { crew, firstTree, groupOf } from "./tree";

export const installationKey = "a-test-installation-key-of-some-length";
const issuer = "https://id.example";
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "orchestr8");

/** Monday, half past ten in Berlin: every window is open. */
export const monday = new Date("2026-11-23T09:30:00Z");

/** The real renderer, with what it rendered kept beside the installed packages: by content, as in the store. */
export function sharedRenderer(): { renderer: Renderer; remove: () => void } {
  const scratch = mkdtempSync(join(tmpdir(), "o8-bench-render-"));
  const hash = keyedHash(installationKey, "o8.secret.v1");
  return {
    renderer: openRenderer({ toolFolder: join(cache, "tools"), scratch, hash, cache: keptRenders }),
    remove: () => rmSync(scratch, { recursive: true, force: true }),
  };
}

const kept = join(process.cwd(), "node_modules/.cache/o8/renders");
const keptRenders: RenderCache = {
  get: async (key) => readFile(join(kept, fileOf(key)), "utf8").catch(() => null),
  async put(key, bytes) {
    await mkdir(kept, { recursive: true });
    const own = join(kept, `${fileOf(key)}.${process.pid}`);
    await writeFile(own, bytes);
    await rename(own, join(kept, fileOf(key)));
  },
};
const fileOf = (key: string): string => createHash("sha256").update(key).digest("hex");

export type BenchOptions = {
  store: Store;
  renderer: Renderer;
  /** Files of the first commit besides, or in place of, the small fleet's. */
  files?: Readonly<Record<string, string>>;
  settings?: Partial<Settings>;
  clusters?: NonNullable<Outside["clusters"]>;
};

export type Bench = Awaited<ReturnType<typeof openBench>>;

/**
 * An engine over real Git, the real renderer, a real store and stand-in clusters, with a clock that only the test
 * moves. Nothing runs by itself: `advance` and `work` turn the automation and the jobs.
 */
export async function openBench(options: BenchOptions) {
  const repository = scratchRepository();
  repository.commit({ ...firstTree, ...options.files }, "The first state of the fleet");
  const clock = { at: monday };
  const standins = new Map<string, Standin>();
  const lines: string[] = [];
  const settings: Settings = {
    data: join(repository.folder, "data"),
    cache,
    databaseUrl: null,
    repository: { remote: repository.remote, branch: null, token: null, sshKeyFile: null },
    fetchSeconds: 3600,
    retention: { samplesDays: 35, hoursDays: 70, partsDays: 400 },
    webhookSecret: null,
    metricsToken: null,
    kubeconfig: null,
    sourceTokens: null,
    secret: installationKey,
    url: "http://127.0.0.1:3000",
    demo: null,
    oidc: null,
    firstAdmin: null,
    ...options.settings,
  };
  const outside: Outside = {
    store: options.store,
    renderer: options.renderer,
    now: () => new Date(clock.at),
    log: logger({ write: (line: string) => void lines.push(line) }),
    runs: false,
    clusters:
      options.clusters ??
      (async (state, hash) => {
        for (const { name, region, zones } of state.fleet.clusters)
          standins.set(
            name,
            startStandinCluster({
              purpose: "test",
              realClusterConfigured: false,
              name,
              region: region ?? "local",
              zones,
              pools: [{ name: "all", instanceType: "m5.large", minNodes: 2, maxNodes: 2 }],
              faults: [],
              seed: 1,
              clock: () => new Date(clock.at),
              hash,
              tickMs: null,
            }),
          );
        for (const placement of state.fleet.placements)
          standins.get(placement.cluster)?.seed((await state.render(placement)).objects, "argocd", clock.at);
        return {
          clusters: new Map([...standins].map(([name, { cluster }]) => [name, cluster])),
          problems: new Map(),
          close: async () => {
            for (const standin of standins.values()) standin.stop();
          },
        };
      }),
  };
  let engine: Engine = await startEngine(settings, outside);
  const people = new Map<string, string>();
  /** When somebody last proved who they are; who is not in it has just done so. */
  const proofs = new Map<string, Date>();

  /** Signs somebody in, which also confirms their teams. */
  async function signIn(handle: string, teams = crew[handle] ?? [], email = `${handle}@acme.example`) {
    const groups = teams.map((team) => groupOf[team] ?? team);
    const session = await engine.signIn(
      { issuer, subject: handle, name: handle, email, groups, authenticatedAt: clock.at },
      12 * 3600,
    );
    people.set(handle, session.person);
    return session;
  }
  const actorOf = async (handle: string): Promise<Actor> => {
    const id = people.get(handle);
    const actor =
      id === undefined
        ? null
        : await engine.person(id, {
            kind: "session",
            id: `ses_${handle}`,
            authenticatedAt: proofs.get(handle) ?? clock.at,
          });
    if (!actor) throw new Error(`${handle} never signed in`);
    return actor;
  };
  async function ask(handle: string, name: string, input: unknown = {}): Promise<Outcome> {
    const operation = operations.get(name);
    if (!operation) throw new Error(`there is no operation ${name}`);
    return runOperation(engine.spine, operation, input, {
      actor: await actorOf(handle),
      requestId: engine.requestId(),
    });
  }
  /** The value of an answer that must be one. */
  async function value<T>(handle: string, name: string, input: unknown = {}): Promise<T> {
    const outcome = await ask(handle, name, input);
    if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome)}\n${lines.slice(-3).join("")}`);
    return outcome.value as T;
  }
  async function refusal(handle: string, name: string, input: unknown = {}): Promise<Refusal> {
    const outcome = await ask(handle, name, input);
    if (outcome.ok || !("refusal" in outcome))
      throw new Error(`${name} was not refused: ${JSON.stringify(outcome)}`);
    return outcome.refusal;
  }

  const forward = (ms: number): void => {
    clock.at = new Date(clock.at.getTime() + ms);
  };
  const tick = (): void => {
    for (const standin of standins.values()) standin.tick();
  };
  const advance = (): Promise<void> => engine.rounds.advance();
  /** Turns the jobs, with a second between, until none is at work. */
  async function work(): Promise<void> {
    for (let turns = 0; turns < 200; turns++) {
      tick();
      if (await engine.rounds.job()) continue;
      if ((await options.store.read.jobs.list({ states: ["queued", "running"], limit: 1 })).length === 0)
        return;
      forward(1000);
    }
    throw new Error("the jobs never came to rest");
  }
  const show = (id: string, handle = "alex"): Promise<PromotionView> =>
    value(handle, "promotion.show", { id });
  /** Waits until the live projection knows every placement, or until `ready`. */
  async function seen(ready: () => Promise<boolean> | boolean = () => true): Promise<void> {
    for (let tries = 0; tries < 500; tries++) {
      const { fleet } = await engine.desired.head();
      const known = fleet.placements.every((p) => engine.live.namespace(p.cluster, p.namespace) !== null);
      if (known && (await ready())) return;
      await sleep(10);
    }
    throw new Error("the live projection never came to know");
  }

  for (const handle of Object.keys(crew)) await signIn(handle);

  return {
    get engine() {
      return engine;
    },
    store: options.store,
    repository,
    settings,
    clock,
    standins,
    people,
    proofs,
    lines,
    signIn,
    actorOf,
    ask,
    value,
    refusal,
    forward,
    tick,
    advance,
    work,
    show,
    seen,
    /** A commit that somebody pushes, heard of at once. */
    async push(files: Readonly<Record<string, string>>, message = "change"): Promise<string> {
      repository.git(["pull", "--quiet", "--rebase", "origin", "main"]);
      const sha = repository.commit(files, message);
      await engine.refresh();
      return sha;
    },
    /** Commits of the protected branch as the remote has them, newest first. */
    log: (): readonly string[] =>
      repository.git(["log", "--format=%H", "main"], repository.remote).split("\n"),
    text: (path: string): string => repository.git(["show", `main:${path}`], repository.remote),
    /** Another process on the same store and remote, with a mirror of its own. */
    async second(more: Partial<Outside> = {}): Promise<Engine> {
      const clusters = engine.clusters;
      return startEngine(
        { ...settings, data: join(repository.folder, `data-${Math.random().toString(36).slice(2)}`) },
        {
          ...outside,
          clusters: async () => ({ clusters, problems: new Map(), close: async () => undefined }),
          ...more,
        },
      );
    },
    /** The process dies and comes back: everything in memory is gone. */
    async restart(): Promise<void> {
      const clusters = engine.clusters;
      await engine.close();
      engine = await startEngine(settings, {
        ...outside,
        clusters: async () => ({ clusters, problems: new Map(), close: async () => undefined }),
      });
    },
    async close(): Promise<void> {
      await engine.close();
      repository.remove();
    },
  };
}
