import type { Fleet } from "@/lib/domain/fleet";
import { FLEET_FILE, fleetMemory } from "@/lib/domain/fleet/files";
import type { Desired, DesiredState } from "@/lib/ports/desired";
import { Fault } from "@/lib/ports/fault";
import type { Renderer } from "@/lib/ports/renderer";
import type { Repo } from "@/lib/ports/repo";
import { overlayTree } from "./overlay-tree";
import { readTree, stateOf } from "./state";

/** How far back a valid fleet file is looked for when the head has none. */
const searched = 50;
const remembered = 6;

/** The desired projection over a mirror: the protected head, kept right by `refresh`. */
export function openDesired(
  repo: Repo,
  renderer: Renderer,
  options: { branch: string | null; now: () => Date; blobOf: (text: string) => string },
): DesiredProjection {
  let current: Promise<DesiredState> | null = null;
  let headSha: string | null = null;
  let asked: Date | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  const states = new Map<string, Promise<DesiredState>>();
  const memory = fleetMemory();

  async function branchHead(): Promise<string> {
    for (const name of options.branch ? [options.branch] : ["main", "master", "HEAD"]) {
      const sha = await repo.resolve(name);
      if (sha) return sha;
    }
    throw new Fault(`the repository has no branch ${options.branch ?? "main"}`, { retryable: true });
  }

  function state(sha: string): Promise<DesiredState> {
    let answer = states.get(sha);
    if (!answer) {
      answer = load(sha);
      answer.catch(() => states.delete(sha));
      states.set(sha, answer);
      for (const old of [...states.keys()].slice(0, Math.max(0, states.size - remembered)))
        if (old !== headSha) states.delete(old);
    }
    return answer;
  }

  async function load(sha: string): Promise<DesiredState> {
    const [tree, commit] = [await repo.at(sha), await repo.commit(sha)];
    const read = await readTree(tree, memory);
    const governing = read.reading.governs ? read.reading.fleet : await lastValid(sha);
    return stateOf(renderer, tree, commit, read, governing ?? read.reading.fleet);
  }

  /** The last valid fleet file before this commit; null when there never was one. */
  async function lastValid(sha: string): Promise<Fleet | null> {
    const commits = await repo.log({ revision: sha, paths: [FLEET_FILE], limit: searched });
    for (const { sha: older } of commits.filter((commit) => commit.sha !== sha)) {
      const { reading } = await readTree(await repo.at(older), memory);
      if (reading.governs) return reading.fleet;
    }
    return null;
  }

  return {
    async head() {
      if (!current) await this.refresh({ fetch: false });
      if (!current) throw new Fault("the repository was not read yet", { retryable: true });
      return current;
    },
    async at(revision) {
      const sha = await repo.resolve(revision);
      return sha ? state(sha) : null;
    },
    async edited(base, writes) {
      const tree = overlayTree(base.tree, writes, options.blobOf);
      const read = await readTree(tree, memory);
      return stateOf(renderer, tree, base.commit, read, base.fleet);
    },
    askedAt: () => asked,
    refresh({ fetch }) {
      // One after another: a slow look at an older head must never replace a newer one that was read meanwhile.
      const mine = turn.then(async () => {
        if (fetch) await repo.fetch();
        const sha = await branchHead();
        asked = options.now();
        if (sha === headSha && current) return false;
        const next = state(sha);
        await next;
        headSha = sha;
        current = next;
        return true;
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

export type DesiredProjection = Desired & {
  /** Asks Git for news; true when the head moved. */
  refresh: (options: { fetch: boolean }) => Promise<boolean>;
};

/** The desired state of a checkout with its uncommitted files, for the offline CLI. */
export function openWorkingDesired(
  repo: Repo,
  renderer: Renderer,
  blobOf: (text: string) => string,
): Desired {
  let current: Promise<DesiredState> | null = null;
  const memory = fleetMemory();
  const load = async (): Promise<DesiredState> => {
    const tree = await repo.working();
    if (!tree) throw new Fault("this folder has no working tree", { retryable: false });
    const read = await readTree(tree, memory);
    return stateOf(renderer, tree, null, read, read.reading.fleet);
  };
  return {
    head() {
      current ??= load();
      return current;
    },
    async at(revision) {
      const sha = await repo.resolve(revision);
      if (!sha) return null;
      const [tree, commit] = [await repo.at(sha), await repo.commit(sha)];
      const read = await readTree(tree, memory);
      return stateOf(renderer, tree, commit, read, read.reading.fleet);
    },
    async edited(base, writes) {
      const tree = overlayTree(base.tree, writes, blobOf);
      const read = await readTree(tree, memory);
      return stateOf(renderer, tree, base.commit, read, base.fleet);
    },
    askedAt: () => null,
  };
}
