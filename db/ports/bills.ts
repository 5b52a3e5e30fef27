import { and, desc, eq, gte, lte, sql } from "drizzle-orm";
import type { Bills } from "@/lib/ports/store/bills";
import { billImport, billRow } from "../schema/bills";
import { rowsOf, type Scope } from "../scope";
import { inBatches, named, unnamed } from "./sample-rows";

export const billsOf = (scope: Scope): Bills => {
  const { db, fleet } = scope;
  return {
    async days({ from, to }) {
      const rows = await db
        .select({
          day: billRow.day,
          environment: billRow.environment,
          currency: billRow.currency,
          billed: sql<number>`sum(${billRow.billed})::float8`,
          effective: sql<number>`sum(${billRow.effective})::float8`,
        })
        .from(billRow)
        .where(and(eq(billRow.fleet, fleet), gte(billRow.day, from), lte(billRow.day, to)))
        .groupBy(billRow.day, billRow.environment, billRow.currency)
        .orderBy(billRow.day, billRow.environment, billRow.currency);
      return rows.map((row) => ({
        ...row,
        environment: unnamed(row.environment),
        billed: Number(row.billed),
        effective: Number(row.effective),
      }));
    },
    async last() {
      const [row] = await db
        .select()
        .from(billImport)
        .where(eq(billImport.fleet, fleet))
        .orderBy(desc(billImport.at), desc(billImport.id))
        .limit(1);
      if (!row) return null;
      const { fleet: _, ...kept } = row;
      return kept;
    },
    async forget(of) {
      const gone = sql`jsonb_to_recordset(${JSON.stringify(of)}::jsonb) as x(account text, period text)`;
      await db.execute(
        sql`delete from ${billRow} b using ${gone} where b.fleet = ${fleet} and b.account = x.account and b.period = x.period`,
      );
    },
    async keep(rows) {
      const added: string[] = [];
      for (const part of inBatches(rows)) {
        const values = part.map((row) => ({ ...row, environment: named(row.environment) }));
        const kept = await rowsOf(
          scope,
          sql`
          insert into ${billRow} as b (fleet, key, import, period, day, currency, account, service, environment, billed, effective)
          select ${fleet}, x.* from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
            as x(key text, import text, period text, day date, currency text, account text, service text, environment text,
              billed float8, effective float8)
          on conflict (fleet, key) do update set environment = excluded.environment
            where b.environment <> excluded.environment
          returning b.key, (b.xmax = 0) as added`,
        );
        for (const row of kept) if (row.added === true) added.push(String(row.key));
      }
      return added;
    },
    async noted(one) {
      await db.insert(billImport).values({ ...one, fleet });
    },
  };
};
