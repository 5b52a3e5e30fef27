import type { Manifest } from "@/lib/domain/manifest";
import type { Cluster, KindRef } from "@/lib/ports/cluster";
import { ClusterRefusal } from "@/lib/ports/cluster-refusal";
import type { FollowedKind } from "./kinds";

export type Heard = {
  /** The whole list was read again. */
  listed: (objects: readonly Manifest[]) => void;
  changed: (object: Manifest, how: "set" | "gone") => void;
  /** The cluster answered just now, with or without news. */
  answered: () => void;
  failed: (error: unknown) => void;
  /** The cluster does not serve this kind, or we may not read it: told once, then asked again much later. */
  unseen: (refusal: ClusterRefusal) => void;
};

const pauses = { firstMs: 500, longestMs: 15_000, unseenMs: 60_000 };

/**
 * List, then watch, for ever: an expired list or watch starts again with a list, a broken line waits with a growing
 * pause. What cannot be watched is listed again and again. Ends when the signal does. One kind that cannot be read
 * never stops the others.
 */
export async function follow(
  cluster: Cluster,
  kind: FollowedKind,
  heard: Heard,
  signal: AbortSignal,
): Promise<void> {
  let pause = pauses.firstMs;
  while (!signal.aborted) {
    try {
      let from = await readAll(cluster, kind, heard, signal);
      pause = pauses.firstMs;
      if (kind.everyMs !== undefined) {
        await sleep(kind.everyMs, signal);
        continue;
      }
      while (from !== null && !signal.aborted) from = await watchOnce(cluster, kind, from, heard, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ClusterRefusal) {
        heard.unseen(error);
        await sleep(pauses.unseenMs, signal);
      } else {
        heard.failed(error);
        await sleep(pause, signal);
        pause = Math.min(pause * 2, pauses.longestMs);
      }
    }
  }
}

const refOf = ({ apiVersion, kind }: FollowedKind): KindRef => ({ apiVersion, kind });

async function readAll(
  cluster: Cluster,
  kind: FollowedKind,
  heard: Heard,
  signal: AbortSignal,
): Promise<string | null> {
  const objects: Manifest[] = [];
  let next: string | undefined;
  for (;;) {
    const page = await cluster.list(
      { ...refOf(kind), limit: 500, continue: next },
      { signal, withManagers: true },
    );
    heard.answered();
    if (page.kind === "expired") return null;
    objects.push(...page.items);
    if (page.continue === null) {
      heard.listed(objects);
      return page.resourceVersion;
    }
    next = page.continue;
  }
}

/** Null: list again. Else the version to go on from. */
async function watchOnce(
  cluster: Cluster,
  kind: FollowedKind,
  from: string,
  heard: Heard,
  signal: AbortSignal,
): Promise<string | null> {
  let seen = from;
  for await (const event of cluster.watch({ ...refOf(kind), from }, { signal, withManagers: true })) {
    if (event.type === "expired") return null;
    heard.answered();
    seen = event.resourceVersion;
    if (event.type === "deleted") heard.changed(event.object, "gone");
    else if (event.type !== "bookmark") heard.changed(event.object, "set");
  }
  return seen;
}

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const timer = setTimeout(finish, ms);
    function finish(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      done();
    }
    signal.addEventListener("abort", finish);
  });
