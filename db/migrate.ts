import { join } from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { Fault } from "@/lib/ports/fault";

/** One statement on one connection. */
export type Ask = (statement: string, values?: unknown[]) => Promise<readonly Record<string, unknown>[]>;

// Read from the working directory, so that a standalone build takes the folder along.
export const migrationsFolder = (): string => join(process.cwd(), "db", "migrations");

/**
 * Brings the schema to ours and never back: throws a `Fault` that says what to do when the store was migrated by a
 * newer version, or by another line of migrations. The caller keeps others out meanwhile.
 */
export async function migrateStore(ask: Ask, folder: string, apply: () => Promise<void>): Promise<void> {
  const ours = readMigrationFiles({ migrationsFolder: folder }).map(({ hash }) => hash);
  const applied = await appliedMigrations(ask);
  const known = applied.findIndex((hash, at) => hash !== ours[at]);
  if (known >= ours.length)
    throw new Fault(
      `The store's schema is newer (${applied.length} migrations) than this version knows (${ours.length}). ` +
        "Start the version that wrote it, or restore the backup made before it.",
      { retryable: false },
    );
  if (known >= 0)
    throw new Fault(
      `Migration ${known + 1} of the store is not ours: it was made by another line of this program. ` +
        "Point the settings to a store of this program, or to an empty one.",
      { retryable: false },
    );
  if (applied.length < ours.length) await apply();
}

async function appliedMigrations(ask: Ask): Promise<readonly string[]> {
  const [table] = await ask("select to_regclass('drizzle.__drizzle_migrations')::text as name");
  if (!table?.name) return [];
  const rows = await ask("select hash from drizzle.__drizzle_migrations order by created_at, id");
  return rows.map(({ hash }) => String(hash));
}
