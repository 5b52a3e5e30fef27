import type { Query, QueryClient } from "@tanstack/react-query";

/** Queries that are read once more when the reading under way has answered. */
const again = new WeakMap<QueryClient, Set<string>>();

/**
 * Reads anew what is on the page and matches. A reading that is under way is let to its end and followed by one more:
 * were it cancelled, news that come faster than a busy server answers would keep the page as it is for ever.
 */
export function reread(client: QueryClient, matches: (query: Query) => boolean): void {
  const waiting = again.get(client) ?? new Set();
  again.set(client, waiting);
  for (const query of client.getQueryCache().findAll({ predicate: matches })) {
    const { queryHash } = query;
    const busy = query.state.fetchStatus !== "idle";
    query.invalidate();
    if (!query.isActive() || waiting.has(queryHash)) continue;
    const read = () =>
      client.refetchQueries(
        { predicate: (one) => one.queryHash === queryHash, type: "active" },
        { cancelRefetch: false },
      );
    if (!busy) {
      void read();
      continue;
    }
    waiting.add(queryHash);
    void read().then(() => {
      waiting.delete(queryHash);
      return read();
    });
  }
}
