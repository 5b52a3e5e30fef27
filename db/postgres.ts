import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { Fault } from "@/lib/ports/fault";
import { type Connection, newsDesks } from "./connection";
import { migrateStore } from "./migrate";
import { NewsDesk } from "./news-desk";
import { listenToReplicas, newsChannel, newsPayload } from "./replica-news";

const oldestServer = 150000;
// "o8 store" as a number: any constant does, as long as every replica waits for the same one.
const migrationLock = "8029474215440";

/** A PostgreSQL server, 15 or newer, shared by any number of replicas. */
export async function openPostgres(url: string, migrations: string): Promise<Connection> {
  // The parser's own error would carry the address with its password.
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    throw new Fault("DATABASE_URL is not an address such as postgresql://user:password@host:5432/database", {
      retryable: false,
    });
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    application_name: "orchestr8",
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  try {
    const version = await prepare(pool, migrations);
    const origin = randomUUID();
    const desks = newsDesks(() => new NewsDesk());
    const stopListening = await listenToReplicas(url, origin, {
      heard: (fleet, topic) => desks.of(fleet).tell([topic]),
      missed: (fleet) => {
        for (const desk of fleet === null ? desks.all() : [desks.of(fleet)]) desk.missed();
      },
    });
    return {
      kind: "postgres",
      version,
      db: drizzle(pool),
      async tellReplicas(db, fleet, topics) {
        for (const topic of new Set(topics))
          await db.execute(sql`select pg_notify(${newsChannel}, ${newsPayload(origin, fleet, topic)})`);
      },
      desk: (fleet) => desks.of(fleet),
      async close() {
        await stopListening();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** Checks the server and migrates on one connection, which alone holds the lock. */
async function prepare(pool: pg.Pool, migrationsFolder: string): Promise<string> {
  const client = await pool.connect().catch((cause: unknown) => {
    throw new Fault("PostgreSQL does not answer at DATABASE_URL", { retryable: true, cause });
  });
  const ask = async (statement: string, values: unknown[] = []) =>
    (await client.query(statement, values)).rows;
  try {
    const [about] = await ask(
      "select current_setting('server_version_num')::int as num, current_setting('server_version') as text",
    );
    if (Number(about?.num) < oldestServer)
      throw new Fault(`PostgreSQL ${about?.text} is too old: 15 or newer is needed`, { retryable: false });
    await ask("set statement_timeout = 0");
    await ask("select pg_advisory_lock($1)", [migrationLock]);
    await migrateStore(ask, migrationsFolder, () => migrate(drizzle(client), { migrationsFolder }));
    return String(about?.text);
  } finally {
    // The connection goes with its lock and its settings.
    client.release(true);
  }
}
