import { createHash, randomBytes } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { type IdKind, newId } from "@/lib/domain/id";

/** PGlite and PostgreSQL alike: a connection or the transaction on it. */
export type Db = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** What every port is built from; nothing outside its fleet is ever read or written. */
export type Scope = { db: Db; fleet: string };

export const makeId = (kind: IdKind, given: string | undefined, at: Date): string =>
  given ?? newId(kind, at, randomBytes(10));

export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** Waits until no other transaction holds `name` in this fleet; given back at the end of the transaction. */
export async function holdName({ db, fleet }: Scope, name: string): Promise<void> {
  const key = BigInt.asIntN(64, BigInt(`0x${sha256(`${fleet}\n${name}`).slice(0, 16)}`));
  await db.execute(sql`select pg_advisory_xact_lock(${key.toString()}::bigint)`);
}

/** The row that an insert or update must have answered. */
export function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error("the database answered no row");
  return row;
}

/** The rows that a statement answers, as both databases give them. */
export async function rowsOf(
  { db }: Pick<Scope, "db">,
  statement: SQL,
): Promise<readonly Record<string, unknown>[]> {
  const result: unknown = await db.execute(statement);
  return (result as { rows: Record<string, unknown>[] }).rows;
}

export const first = <Row>(rows: readonly Row[]): Row | null => rows[0] ?? null;

/** Conditions that are absent are not asked for. */
export const given = <Value>(value: Value | undefined, condition: (value: Value) => SQL): SQL | undefined =>
  value === undefined ? undefined : condition(value);
