import { eq, getTableColumns, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type LedgerHead, nextEntry } from "@/lib/domain/ledger";
import { ledger } from "../schema/ledger";
import { type Db, sha256 } from "../scope";
import { storeOn } from "../store";
import { minute } from "../testing/fixture";
import { onEveryStore } from "../testing/store";

const line = (n: number, actor = "per_ada") => ({
  actor,
  via: "session",
  action: n % 2 === 0 ? "promotion.approve" : "promotion.reject",
  object: `prm_${n}`,
  environment: "production",
  revision: "c0ffee",
  decision: "done" as const,
  reason: "it is time",
  requestId: `req-${n}`,
  body: `{"n":${n}}`,
});

/** What somebody with the database's own password can do: the guard is switched off first. */
const asOperator = (db: Db, act: (tx: Db) => Promise<unknown>): Promise<void> =>
  db.transaction(async (tx) => {
    await tx.execute(sql`alter table ledger disable trigger user`);
    await act(tx);
    await tx.execute(sql`alter table ledger enable trigger user`);
  });

let made = 0;

onEveryStore("the ledger", (open) => {
  /** A chain of its own, and what proves it. */
  const chain = async (length: number) => {
    const connection = await open.connection();
    made += 1;
    // A changed last byte must not name the next test's chain.
    const fleet = `chain-${made}-of-its-own`;
    const store = storeOn(connection, { fleet });
    for (let n = 1; n <= length; n++) await store.write((tx) => tx.ledger.append(line(n), minute(n)));
    const head = (await store.read.ledger.head()) ?? { seq: 0, hash: "" };
    const firstBad = async (heads: readonly LedgerHead[] = []) => {
      const proof = await store.read.ledger.verify(heads);
      return proof.intact ? null : proof.firstBad.seq;
    };
    const at = (seq: number) => sql`fleet = ${fleet} and seq = ${seq}`;
    const tamper = (...statements: ReturnType<typeof at>[]) =>
      asOperator(connection.db, async (tx) => {
        for (const statement of statements) await tx.execute(statement);
      });
    return { store, db: connection.db, fleet, head, firstBad, at, tamper };
  };

  test("an intact chain is proven up to its head, noted outside or not", async () => {
    const { store, head } = await chain(4);
    expect(await store.read.ledger.verify([])).toEqual({ intact: true, entries: 4, head });
    expect(await store.read.ledger.verify([head])).toEqual({ intact: true, entries: 4, head });
  });

  test("the database itself refuses to change, remove or empty it", async () => {
    const { db, at, firstBad } = await chain(2);
    for (const statement of [
      sql`update ledger set actor = 'x' where ${at(1)}`,
      sql`delete from ledger where ${at(1)}`,
      sql`truncate ledger`,
    ])
      await expect(db.execute(statement)).rejects.toMatchObject({
        cause: { message: expect.stringContaining("append-only") },
      });
    expect(await firstBad()).toBeNull();
  });

  test("a changed byte in any column of the first, a middle or the last row is found at that row", async () => {
    const columns = Object.values(getTableColumns(ledger)).map((column) => column.name);
    expect(columns.length).toBe(15);
    for (const column of columns)
      for (const seq of [1, 2, 3]) {
        const { head, firstBad, at, tamper } = await chain(3);
        const name = sql.identifier(column);
        const other =
          column === "seq"
            ? sql`seq + 100`
            : column === "at"
              ? sql`at + interval '1 millisecond'`
              : sql`left(${name}, -1) || chr(ascii(right(${name}, 1)) + 1)`;
        await tamper(sql`update ledger set ${name} = ${other} where ${at(seq)}`);
        expect(await firstBad([head]), `${column} of row ${seq}`).toBe(seq);
      }
  });

  test("an emptied column is found too", async () => {
    const { firstBad, at, tamper } = await chain(3);
    await tamper(sql`update ledger set reason = null where ${at(2)}`);
    expect(await firstBad()).toBe(2);
  });

  test("a time that is no time is named as a bad row", async () => {
    const { firstBad, at, tamper } = await chain(3);
    await tamper(sql`update ledger set at = 'infinity' where ${at(2)}`);
    expect(await firstBad()).toBe(2);
  });

  test("a deleted middle row and swapped rows are found where they were", async () => {
    const deleted = await chain(6);
    await deleted.tamper(sql`delete from ledger where ${deleted.at(4)}`);
    expect(await deleted.firstBad()).toBe(4);

    const swapped = await chain(6);
    await swapped.tamper(
      sql`update ledger set seq = 400 where ${swapped.at(4)}`,
      sql`update ledger set seq = 4 where ${swapped.at(5)}`,
      sql`update ledger set seq = 5 where ${swapped.at(400)}`,
    );
    expect(await swapped.firstBad()).toBe(4);
  });

  test("a forged row with right hashes breaks the link of the row after it", async () => {
    const { db, fleet, firstBad, tamper } = await chain(6);
    await tamper(
      sql`update ledger set seq = seq + 100 where fleet = ${fleet} and seq >= 4`,
      sql`update ledger set seq = seq - 99 where fleet = ${fleet} and seq >= 100`,
    );
    const [third] = await db.select().from(ledger).where(sql`fleet = ${fleet} and seq = 3`);
    const { body, ...act } = line(99);
    const forged = nextEntry(fleet, third ?? null, { ...act, at: minute(3), bodyHash: sha256(body) }, sha256);
    await db.insert(ledger).values(forged);
    expect(await firstBad()).toBe(5);
  });

  test("a cut tail is found only with a head noted outside", async () => {
    const { fleet, head, firstBad, tamper } = await chain(6);
    await tamper(sql`delete from ledger where fleet = ${fleet} and seq > 4`);
    expect(await firstBad()).toBeNull();
    expect(await firstBad([head])).toBe(5);
  });

  test("a chain rebuilt from a row on is found only with a head noted outside", async () => {
    const { store, fleet, head, firstBad, tamper } = await chain(6);
    await tamper(sql`delete from ledger where fleet = ${fleet} and seq > 3`);
    for (let n = 4; n <= 6; n++) await store.write((tx) => tx.ledger.append(line(n, "per_eve"), minute(n)));
    expect(await firstBad()).toBeNull();
    expect(await firstBad([head])).toBe(6);
  });

  test("fifty writers at one instant make one unbroken chain", async () => {
    const { store } = await chain(0);
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => store.write((tx) => tx.ledger.append(line(n), minute(n)))),
    );
    expect(await store.read.ledger.verify([])).toMatchObject({ intact: true, entries: 50 });
    const { items } = await store.read.ledger.list({}, { limit: 200 });
    expect(new Set(items.map((entry) => entry.requestId)).size).toBe(50);
  });

  test("a chain longer than one reading is proven whole, and a bad row late in it is named", async () => {
    const { store, db, fleet, firstBad, at, tamper } = await chain(1);
    const entries = [];
    let last = await store.read.ledger.head();
    for (let n = 2; n <= 2500; n++) {
      const { body, ...act } = line(n);
      const entry = nextEntry(fleet, last, { ...act, at: minute(n), bodyHash: sha256(body) }, sha256);
      entries.push(entry);
      last = entry;
    }
    for (let n = 0; n < entries.length; n += 500) await db.insert(ledger).values(entries.slice(n, n + 500));
    expect(await store.read.ledger.verify([])).toMatchObject({ intact: true, entries: 2500 });
    await tamper(sql`update ledger set actor = 'per_eve' where ${at(2001)}`);
    expect(await firstBad()).toBe(2001);
  });

  test("the list is newest first, filtered and counted alike, page by page", async () => {
    const { store } = await chain(7);
    const page = await store.read.ledger.list({ action: "promotion.reject" }, { limit: 3 });
    expect(page.items.map((entry) => entry.seq)).toEqual([7, 5, 3]);
    expect(page.total).toBe(4);
    const rest = await store.read.ledger.list(
      { action: "promotion.reject" },
      { cursor: page.next, limit: 3 },
    );
    expect(rest.items.map((entry) => entry.seq)).toEqual([1]);
    expect(rest.next).toBeNull();
    expect((await store.read.ledger.list({ object: "prm_3", decision: "done" }, { limit: 9 })).total).toBe(1);
    expect((await store.read.ledger.list({ environment: "dev" }, { limit: 9 })).total).toBe(0);
  });

  test("the ledger keeps the hash of a body, never the body", async () => {
    const { store, db, fleet } = await chain(0);
    await store.write((tx) => tx.ledger.append({ ...line(1), body: '{"secret":"canary-7f3a"}' }, minute(1)));
    const rows = await db.select().from(ledger).where(eq(ledger.fleet, fleet));
    expect(JSON.stringify(rows)).not.toContain("canary-7f3a");
    expect(rows[0]?.bodyHash).toBe(sha256('{"secret":"canary-7f3a"}'));
  });
});
