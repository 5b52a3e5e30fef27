import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { type Connection, newsDesks } from "./connection";
import { lockFolder } from "./folder-lock";
import { migrateStore } from "./migrate";
import { NewsDesk } from "./news-desk";

export type PglitePlace =
  | { folder: string }
  | { memory: true /** A dump of a data folder to begin with. */; load?: Blob };

/** The embedded database: in a folder that only this process may open, or in memory. */
export async function openPglite(place: PglitePlace, migrations: string): Promise<Connection> {
  if (!("folder" in place))
    return opened(await PGlite.create(place.load ? { loadDataDir: place.load } : {}), migrations);
  const folder = resolve(place.folder);
  mkdirSync(dirname(folder), { recursive: true });
  const unlock = await lockFolder(folder);
  try {
    const connection = await opened(await PGlite.create(folder), migrations);
    return { ...connection, close: () => connection.close().finally(unlock) };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function opened(client: PGlite, migrationsFolder: string): Promise<Connection> {
  const db = drizzle(client);
  const ask = async (statement: string) => (await client.query<Record<string, unknown>>(statement)).rows;
  try {
    await migrateStore(ask, migrationsFolder, () => migrate(db, { migrationsFolder }));
    const [about] = await ask("show server_version");
    const desks = newsDesks(() => new NewsDesk());
    return {
      kind: "pglite",
      version: String(about?.server_version),
      db,
      tellReplicas: null,
      desk: (fleet) => desks.of(fleet),
      close: () => client.close(),
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}
