import { and, asc, count, desc, eq, gt, lt, not, type SQL } from "drizzle-orm";
import { LedgerCheck, type LedgerEntry, nextEntry } from "@/lib/domain/ledger";
import type { Ledger, LedgerFilter } from "@/lib/ports/store/ledger";
import { pageOf, pageSize, pageStart } from "../page";
import { ledger } from "../schema/ledger";
import { first, given, holdName, only, type Scope, sha256 } from "../scope";
import { hiddenEntry } from "./hidden";

const listName = "ledger";
const verifyBatch = 1000;

export const ledgerOf = (scope: Scope): Ledger => {
  const { db, fleet } = scope;
  const head = async () =>
    first(
      await db
        .select({ seq: ledger.seq, hash: ledger.hash })
        .from(ledger)
        .where(eq(ledger.fleet, fleet))
        .orderBy(desc(ledger.seq))
        .limit(1),
    );
  return {
    head,
    async append({ body, ...act }, now) {
      // The last entry is read under the lock, or two appends would follow the same one.
      await holdName(scope, "ledger");
      const entry = nextEntry(fleet, await head(), { ...act, at: now, bodyHash: sha256(body) }, sha256);
      return only(await db.insert(ledger).values(entry).returning());
    },
    async list(filter, ask) {
      const wanted = filtered(fleet, filter);
      const start = pageStart(listName, ask);
      const rows: LedgerEntry[] = await db
        .select()
        .from(ledger)
        .where(and(wanted, start ? lt(ledger.seq, Number(start[0])) : undefined))
        .orderBy(desc(ledger.seq))
        .limit(pageSize(ask) + 1);
      const [total] = await db.select({ n: count() }).from(ledger).where(wanted);
      return pageOf(listName, rows, ask, total?.n ?? 0, (entry) => [String(entry.seq)]);
    },
    async verify(heads) {
      const check = new LedgerCheck(fleet, heads, sha256);
      let after: number | undefined;
      for (;;) {
        const rows = await db
          .select()
          .from(ledger)
          .where(
            and(
              eq(ledger.fleet, fleet),
              given(after, (seq) => gt(ledger.seq, seq)),
            ),
          )
          .orderBy(asc(ledger.seq))
          .limit(verifyBatch);
        const last = rows.at(-1);
        if (!last || !rows.every((row) => check.take(row))) return check.end();
        after = last.seq;
      }
    },
  };
};

const filtered = (fleet: string, filter: LedgerFilter): SQL | undefined =>
  and(
    eq(ledger.fleet, fleet),
    given(filter.actor, (actor) => eq(ledger.actor, actor)),
    given(filter.action, (action) => eq(ledger.action, action)),
    given(filter.object, (object) => eq(ledger.object, object)),
    given(filter.environment, (environment) => eq(ledger.environment, environment)),
    given(filter.decision, (decision) => eq(ledger.decision, decision)),
    given(filter.without, (hidden) => not(hiddenEntry(fleet, hidden))),
  );
