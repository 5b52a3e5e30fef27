import type { NewsDesk } from "./news-desk";
import type { Db } from "./scope";

/** An open database of either kind, migrated. */
export type Connection = {
  kind: "pglite" | "postgres";
  version: string;
  db: Db;
  /** Speaks to the other replicas on `db`; inside a transaction they hear it after the commit. Null: there are none. */
  tellReplicas: ((db: Db, fleet: string, topics: readonly string[]) => Promise<void>) | null;
  /** Everybody in this process who wants news of a fleet, wherever it came from. */
  desk(fleet: string): NewsDesk;
  close(): Promise<void>;
};

/** One desk a fleet, made when it is first asked for. */
export function newsDesks<Desk>(make: () => Desk): { of(fleet: string): Desk; all(): Iterable<Desk> } {
  const desks = new Map<string, Desk>();
  return {
    of(fleet) {
      const known = desks.get(fleet);
      if (known) return known;
      const made = make();
      desks.set(fleet, made);
      return made;
    },
    all: () => desks.values(),
  };
}
