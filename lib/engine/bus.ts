export type News = { id: string; kind: "changed" | "reset"; topics: readonly string[] };
type Listener = (news: News) => void;

const kept = 500;

/**
 * The change bus of one process: topics, coalesced to one message a second, with ids `epoch-sequence`.
 * It carries no data. Between replicas the store's notifications feed `publish` here.
 */
export function openBus(epoch: string, options: { everyMs?: number } = {}): Bus {
  const listeners = new Set<Listener>();
  const past: News[] = [];
  let sequence = 0;
  let waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const flush = (): void => {
    timer = null;
    if (waiting.size === 0) return;
    sequence += 1;
    const news: News = { id: `${epoch}-${sequence}`, kind: "changed", topics: [...waiting].sort() };
    waiting = new Set();
    past.push(news);
    if (past.length > kept) past.shift();
    for (const listener of listeners) listener(news);
  };

  return {
    publish(topics) {
      for (const topic of topics) waiting.add(topic);
      timer ??= setTimeout(flush, options.everyMs ?? 1000);
    },
    subscribe(lastId, listener) {
      for (const news of missed(lastId, epoch, past, sequence)) listener(news);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      if (timer) clearTimeout(timer);
      listeners.clear();
    },
  };
}

export type Bus = {
  publish: (topics: readonly string[]) => void;
  /** Tells first what was missed since `lastId`, or `reset` when that is not known any more. */
  subscribe: (lastId: string | null, listener: Listener) => () => void;
  close: () => void;
};

function missed(
  lastId: string | null,
  epoch: string,
  past: readonly News[],
  sequence: number,
): readonly News[] {
  if (lastId === null) return [];
  const at = lastId.lastIndexOf("-");
  const seen = Number(lastId.slice(at + 1));
  const reset: News = { id: `${epoch}-${sequence}`, kind: "reset", topics: [] };
  if (lastId.slice(0, at) !== epoch || !Number.isInteger(seen)) return [reset];
  if (seen >= sequence) return [];
  const first = past[0] ? Number(past[0].id.slice(past[0].id.lastIndexOf("-") + 1)) : sequence + 1;
  if (seen + 1 < first) return [reset];
  return past.filter((news) => Number(news.id.slice(news.id.lastIndexOf("-") + 1)) > seen);
}
