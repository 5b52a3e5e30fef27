import { afterAll, afterEach, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import { openWorker } from "@/lib/engine/jobs";
import type { Cluster } from "@/lib/ports/cluster";
import { Fault } from "@/lib/ports/fault";
import type { Repo } from "@/lib/ports/repo";
import type { Store } from "@/lib/ports/store/store";
import { jobHandlers } from "../jobs";
import { type Bench, openBench, sharedRenderer } from "../testing/bench";
import { approved, benches, commitsOf, runs, tagged } from "../testing/promotions";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

/** A process that dies after its n-th effect: what it did is done, and from then on it does nothing at all. */
function mortal(after: number) {
  let effects = 0;
  const dead = (): boolean => effects >= after;
  const gone = (): never => {
    throw new Fault("this process is dead", { retryable: true });
  };
  const effect =
    <A extends unknown[], R>(act: (...given: A) => Promise<R>, label: (...given: A) => string) =>
    async (...given: A): Promise<R> => {
      if (dead()) gone();
      const value = await act(...given);
      effects += 1;
      made.push(label(...given));
      if (dead()) gone();
      return value;
    };
  const made: string[] = [];
  return { dead, made, effect };
}

const writing =
  (life: ReturnType<typeof mortal>, store: Store): Store["write"] =>
  <T>(fn: Parameters<typeof store.write<T>>[0]) =>
    life.effect(
      () => store.write(fn),
      () => "store",
    )();

/** One worker of a process that is going to die, over the bench's own Git, store and clusters. */
async function dyingWorker(bench: Bench, life: ReturnType<typeof mortal>): Promise<boolean> {
  const { ports, context } = bench.engine.spine;
  const store: Store = {
    ...bench.store,
    read: bench.store.read,
    write: writing(life, bench.store),
  };
  const repo: Repo = {
    ...ports.repo,
    write: life.effect(ports.repo.write, () => "commit"),
    push: life.effect(ports.repo.push, () => "push"),
  };
  const clusters = new Map<string, Cluster>(
    [...bench.engine.clusters].map(([name, cluster]) => [
      name,
      new Proxy(cluster, {
        get(target, key) {
          const found = Reflect.get(target, key);
          if (typeof found !== "function") return found;
          return key === "apply" ? life.effect(found.bind(target), () => "apply") : found.bind(target);
        },
      }),
    ]),
  );
  const now = (): Date => bench.clock.at;
  const worker = openWorker(store, jobHandlers, {
    owner: "dying",
    now,
    surroundings: () => ({
      ports: { ...ports, repo },
      store,
      clusters,
      now,
      context: context({ kind: "machine", name: "orchestr8" }, now(), "req_dying"),
      refresh: bench.engine.refresh,
    }),
    topics: () => [],
    fault: () => undefined,
  });
  return worker.runNext().catch(() => false);
}

onEveryStore("a process that dies", (stores, kind) => {
  const { open, close } = benches(async () =>
    openBench({ store: await stores.store(), renderer: shared.renderer }),
  );
  afterEach(close);

  test("after any step leaves exactly one commit, one delivery and one record", async () => {
    const bench = await open();
    const kinds = new Set<string>();
    let survived = false;
    // The two stores share the moments of death between them: half of them each.
    for (let after = kind === "pglite" ? 1 : 2; !survived && after < 80; after += 2) {
      bench.clock.at = new Date("2026-11-24T09:30:00Z");
      for (const handle of ["petra", "sam"]) await bench.signIn(handle);
      const version = `2.0.${after}`;
      await bench.push(tagged("staging", version), `Staging takes ${version}`);
      const { id } = await approved(bench);
      await bench.advance();
      const life = mortal(after);
      for (let turns = 0; turns < 60 && !life.dead(); turns++) {
        bench.tick();
        await dyingWorker(bench, life);
        bench.forward(1000);
        if ((await bench.store.read.promotions.get(id))?.state === "done" && !life.dead()) survived = true;
        if (survived) break;
      }
      for (const kind of life.made) kinds.add(kind);
      bench.forward(31_000);
      await bench.work();
      const what = `died after effect ${after}: ${life.made.at(-1)}`;
      const view = await bench.show(id);
      expect(view.state, what).toBe("done");
      expect(commitsOf(bench, id), what).toHaveLength(1);
      expect(await runs(bench, "production"), what).toBe(version);
      expect(
        view.timeline.filter((item) => item.kind === "done"),
        what,
      ).toHaveLength(1);
      expect(
        view.timeline.filter((item) => item.kind === "failed"),
        what,
      ).toEqual([]);
      expect(
        view.steps.map((step) => step.state),
        what,
      ).toEqual(view.steps.map(() => "done"));
      const { items } = await bench.store.read.ledger.list(
        { object: id, action: "promotion.execute" },
        { limit: 5 },
      );
      expect(items, what).toHaveLength(1);
    }
    expect(survived).toBe(true);
    expect([...kinds].sort()).toEqual(["apply", "commit", "push", "store"]);
    expect(await bench.value("alex", "audit.verify")).toMatchObject({ intact: true });
  });

  test("and wakes up after another took its work pushes and applies nothing any more", async () => {
    const bench = await open();
    const { id } = await approved(bench);
    await bench.advance();
    const { repo } = bench.engine.spine.ports;
    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    let reached: () => void = () => undefined;
    const before = new Promise<void>((resolve) => {
      reached = resolve;
    });
    let pushes = 0;
    const { write, push } = repo;
    repo.write = async (commit) => {
      const sha = await write(commit);
      reached();
      await asleep;
      return sha;
    };
    repo.push = async (ask) => {
      pushes += 1;
      return push(ask);
    };
    const sleeping = bench.engine.rounds.job();
    await before;
    const other = await bench.second();
    bench.forward(31_000);
    for (
      let turns = 0;
      turns < 60 && (await bench.store.read.promotions.get(id))?.state !== "done";
      turns++
    ) {
      bench.tick();
      await other.rounds.job();
      bench.forward(1000);
    }
    wake();
    await sleeping;
    expect(pushes).toBe(0);
    expect(commitsOf(bench, id)).toHaveLength(1);
    const view = await bench.show(id);
    expect(view.state).toBe("done");
    expect(view.timeline.filter((item) => item.kind === "failed")).toEqual([]);
    await other.close();
  });
});
