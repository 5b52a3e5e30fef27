import type { Manifest } from "@/lib/domain/manifest";
import type { WatchEvent } from "@/lib/ports/cluster";
import type { Line } from "./faults";
import type { Store, StoreEvent } from "./store";

export type Watching = {
  from: number;
  lifeMs: number;
  signal: AbortSignal;
  /** Is the object in the watched collection? */
  belongs: (object: Manifest) => boolean;
  out: (object: Manifest) => Manifest;
};

const BOOKMARK_MS = 60_000;

/** Follows the store from a position: what is past first, then as it happens; a bookmark each minute and at the end. */
export async function* watchStore(store: Store, line: Line, watching: Watching): AsyncIterable<WatchEvent> {
  const { signal, lifeMs } = watching;
  const past = watching.from === 0 ? existing(store, watching) : store.since(watching.from);
  if (past === null) {
    yield { type: "expired", message: `too old resource version: ${watching.from} (${store.oldest})` };
    return;
  }
  const waiting: StoreEvent[] = past;
  let wake = () => {};
  let marks = 0;
  let over = false;
  const bell = setInterval(() => {
    marks += 1;
    wake();
  }, BOOKMARK_MS);
  const end = setTimeout(() => {
    marks += 1;
    over = true;
    wake();
  }, lifeMs);
  bell.unref();
  end.unref();
  const rung = () => wake();
  signal.addEventListener("abort", rung);
  const forgets = [
    line.onChange(rung),
    store.listen((event) => {
      waiting.push(event);
      wake();
    }),
  ];
  try {
    while (!signal.aborted) {
      if (line.has("unreachable")) throw line.lost();
      const event = waiting.shift();
      if (event) {
        const told = tell(event, watching);
        if (told) yield told;
      } else if (marks > 0) {
        marks = 0;
        yield { type: "bookmark", resourceVersion: String(store.revision) };
      } else if (over) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    clearInterval(bell);
    clearTimeout(end);
    signal.removeEventListener("abort", rung);
    for (const forget of forgets) forget();
  }
}

const existing = (store: Store, watching: Watching): StoreEvent[] =>
  store
    .all()
    .filter(watching.belongs)
    .map((object) => ({
      revision: Number(object.metadata.resourceVersion),
      before: null,
      after: object,
      last: object,
    }));

/** An object that leaves the watched labels is deleted in this watch's eyes, one that enters them is new. */
function tell({ before, after, last, revision }: StoreEvent, { belongs, out }: Watching): WatchEvent | null {
  const was = before !== null && belongs(before);
  const is = after !== null && belongs(after);
  if (!was && !is) return null;
  const type = was && is ? "modified" : is ? "added" : "deleted";
  return { type, object: out(last), resourceVersion: String(revision) };
}
