import { afterAll, describe } from "vitest";
import type { Store } from "@/lib/ports/store/store";
import type { Connection } from "../connection";
import { migrationsFolder } from "../migrate";
import { openPostgres } from "../postgres";
import { type StoreOptions, storeOn } from "../store";
import { migratedPglite } from "./pglite";
import { findPostgres, sharedPostgres } from "./postgres";

/** A migrated store in memory, empty, for tests of what stands on it. */
export async function testStore(options: StoreOptions = {}): Promise<Store> {
  return storeOn(await migratedPglite(), options);
}

export type OpenStore = {
  /** An empty store: a fleet of its own in the file's one database. */
  store(options?: StoreOptions): Promise<Store>;
  /** The database under them, to look past the ports. */
  connection(): Promise<Connection>;
};

/** The same tests on PGlite and on a real PostgreSQL, which is skipped by name where it cannot be had. */
export function onEveryStore(
  title: string,
  tests: (open: OpenStore, kind: Connection["kind"]) => void,
): void {
  const found = findPostgres();
  describe(`${title} (PGlite)`, () => tests(opening(migratedPglite), "pglite"));
  describe.skipIf(!found.found)(`${title} (PostgreSQL${found.found ? "" : `: ${found.reason}`})`, () =>
    tests(opening(freshPostgres), "postgres"),
  );
}

/** A new, migrated database on the run's PostgreSQL. */
export async function freshPostgres(): Promise<Connection> {
  return openPostgres(await (await sharedPostgres()).newDatabase(), migrationsFolder());
}

let fleets = 0;

function opening(open: () => Promise<Connection>): OpenStore {
  let opened: Promise<Connection> | null = null;
  const connection = (): Promise<Connection> => {
    opened ??= open();
    return opened;
  };
  afterAll(async () => {
    await (await opened)?.close();
  });
  return {
    connection,
    store: async (options = {}) => {
      fleets += 1;
      return storeOn(await connection(), { fleet: `fleet-${fleets}`, ...options });
    },
  };
}
