import { sql } from "drizzle-orm";
import type { Connection } from "@/db/connection";
import { migrationsFolder } from "@/db/migrate";
import { openPostgres } from "@/db/postgres";
import { storeOn } from "@/db/store";
import { migratedPglite } from "@/db/testing/pglite";
import { findPostgres, startPostgres } from "@/db/testing/postgres";
import { type HourLine, noAmounts } from "@/lib/domain/cost-review/line";
import { monthBefore, monthOf } from "@/lib/domain/cost-review/month";
import type { HourCosts } from "@/lib/ports/store/samples";
import { type Measure, median } from "./measure";

const services = 500;
const environments = ["dev", "integration", "staging", "production"];
const teams = 20;
const month = "2026-11";
const zone = "Europe/Berlin";
const money = { currency: "EUR", zone };
const hourMs = 3_600_000;

const line = (service: number, hour: number): HourLine => ({
  ...noAmounts,
  cluster: "prod-cluster-primary",
  environment: environments[service % environments.length] ?? null,
  application: `service-${service}`,
  team: `team-${service % teams}`,
  kind: "used",
  cost: 0.01 + ((service * 7 + hour) % 13) / 100,
  count: 2,
  namespace: `service-${service}`,
  controller: `deployment:service-${service}`,
  labels: { tier: `tier-${service % 5}` },
});
const lines = (hour: number) => Array.from({ length: services }, (_, service) => line(service, hour));

/** P7: 360,000 service-hours, 500 services in every hour of a month, and the days of the eleven months before. */
export async function costMeasures(): Promise<readonly Measure[]> {
  const found = findPostgres();
  const measures = await measured(await migratedPglite(), "PGlite");
  if (!found.found) {
    console.log(`skipped P7 on PostgreSQL: ${found.reason}`);
    return measures;
  }
  const server = await startPostgres();
  try {
    const connection = await openPostgres(await server.newDatabase(), migrationsFolder());
    return [...measures, ...(await measured(connection, "PostgreSQL"))];
  } finally {
    await server.stop();
  }
}

async function measured(connection: Connection, database: string): Promise<readonly Measure[]> {
  const store = await storeOn(connection, { fleet: "bench" });
  try {
    const keep = (hours: readonly HourCosts[]) =>
      store.write((tx) => tx.samples.close(hours, money, new Date("2026-12-02")));
    const start = Date.parse(`${month}-01T00:00:00+01:00`);
    const days = monthOf(month).days.length;
    for (let day = 0; day < days; day += 1)
      await keep(
        Array.from({ length: 24 }, (_, hour) => ({
          cluster: "prod-cluster-primary",
          hour: new Date(start + (day * 24 + hour) * hourMs),
          lines: lines(day * 24 + hour),
        })),
      );
    for (let back = 1; back < 12; back += 1)
      for (const [at, day] of monthOf(monthBefore(month, back)).days.entries())
        await keep([
          { cluster: "prod-cluster-primary", hour: new Date(`${day}T11:00:00Z`), lines: lines(at) },
        ]);
    await connection.db.execute(sql`analyze`);
    const raw = () =>
      connection.db.execute(sql`
        select (hour at time zone ${zone})::date as day, environment, team, sum(cost) as cost from cost_hour
        where fleet = 'bench' and currency = 'EUR' and hour >= ${new Date(start).toISOString()}::timestamptz
          and hour < ${new Date(start + days * 24 * hourMs).toISOString()}::timestamptz
        group by 1, 2, 3 order by 1, 2, 3`);
    const byDay = () =>
      store.read.samples.totals({ by: "day", from: `${month}-01`, to: `${month}-30`, currency: "EUR" });
    const byMonth = () =>
      store.read.samples.totals({ by: "month", from: monthBefore(month, 11), to: month, currency: "EUR" });
    const [rawMs, dayMs, monthsMs] = [await median(5, raw), await median(5, byDay), await median(5, byMonth)];
    return [
      {
        name: `P7 a month by environment, team and day on ${database}`,
        peer: `GROUP BY over the month's ${(services * days * 24).toLocaleString("en")} service-hours`,
        oursMs: dayMs,
        peerMs: rawMs,
        atMost: 0.1,
      },
      {
        name: `P7 twelve months by environment, team and month on ${database}`,
        peer: "one month by day",
        oursMs: monthsMs,
        peerMs: dayMs,
        atMost: 3,
      },
    ];
  } finally {
    await store.close();
  }
}
