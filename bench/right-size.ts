import { sql } from "drizzle-orm";
import type { Connection } from "@/db/connection";
import { migrationsFolder } from "@/db/migrate";
import { openPostgres } from "@/db/postgres";
import { storeOn } from "@/db/store";
import { migratedPglite } from "@/db/testing/pglite";
import { findPostgres, startPostgres } from "@/db/testing/postgres";
import { type Amount, packing } from "@/lib/domain/capacity-review/bin-pack";
import type { UseHour } from "@/lib/domain/capacity-review/use-hour";
import { type Measure, median } from "./measure";

const containers = 550;
const hours = 30 * 24;
const hourMs = 3_600_000;
const start = Date.parse("2026-10-24T00:00:00Z");
const gib = 2 ** 30;

/** A number from 0 to 1 that is always the same for the same seed. */
function noise(seed: number): number {
  const value = Math.sin(seed) * 10_000;
  return value - Math.floor(value);
}

function use(container: number, hour: number): UseHour {
  const cpu = 0.1 + noise(container * 7919 + hour);
  const ram = 0.2 + noise(container * 31 + hour * 17);
  return {
    cluster: "prod",
    namespace: `app-${container % 100}`,
    workload: `service-${container}`,
    container: "app",
    hour: new Date(start + hour * hourMs),
    pods: 1 + Math.floor(noise(container + hour * 3) * 4),
    samples: 24,
    cpu: { mean: cpu / 2, peak: cpu },
    ram: { mean: ram / 2, peak: ram },
  };
}

/** What the right-sizing of 550 containers over 30 days asks: their percentiles, and the nodes that each hour needed. */
export async function rightSizeMeasures(): Promise<readonly Measure[]> {
  const measures = [await percentiles(await migratedPglite(), "PGlite"), await packed()];
  const found = findPostgres();
  if (!found.found) {
    console.log(`skipped percentiles on PostgreSQL: ${found.reason}`);
    return measures;
  }
  const server = await startPostgres();
  try {
    const connection = await openPostgres(await server.newDatabase(), migrationsFolder());
    return [...measures, await percentiles(connection, "PostgreSQL")];
  } finally {
    await server.stop();
  }
}

async function percentiles(connection: Connection, database: string): Promise<Measure> {
  const store = await storeOn(connection, { fleet: "bench" });
  try {
    for (let day = 0; day < hours / 24; day += 1)
      await store.write((tx) =>
        tx.usage.add(
          Array.from({ length: containers * 24 }, (_, at) =>
            use(at % containers, day * 24 + Math.floor(at / containers)),
          ),
        ),
      );
    await connection.db.execute(sql`analyze`);
    const places = Array.from({ length: 100 }, (_, at) => ({ cluster: "prod", namespace: `app-${at}` }));
    const window = { since: new Date(start + 5 * hourMs), until: new Date(start + hours * hourMs) };
    const scan = () =>
      connection.db.execute(sql`
        select workload, container, avg(hour.a), max(hour.b), avg(hour.c), max(hour.d)
        from use_day, unnest(cpu_mean, cpu_peak, ram_mean, ram_peak) as hour(a, b, c, d)
        where fleet = 'bench' group by 1, 2`);
    return {
      name: `percentiles of ${containers} containers over 30 days on ${database}`,
      peer: `mean and maximum of the same ${(containers * hours).toLocaleString("en")} hours`,
      oursMs: await median(5, () => store.read.usage.containers({ places, ...window })),
      peerMs: await median(5, scan),
      atMost: 4,
    };
  } finally {
    await store.close();
  }
}

/** One type for every hour, each container of another size: nothing repeats, so nothing is spared. */
async function packed(): Promise<Measure> {
  const node: Amount = { cpuMillis: 15_000, memoryBytes: 60 * gib };
  const sizes = Array.from({ length: containers }, (_, at) => ({
    cpuMillis: 50 + Math.floor(noise(at) * 900),
    memoryBytes: Math.floor((0.1 + noise(at * 5) * 2) * gib),
  }));
  const ran = Array.from({ length: hours }, (_, hour) => sizes.map((_, at) => use(at, hour).pods));
  const few = ran.slice(0, 24);
  const peerMs = (await median(3, () => few.map((counts) => oneByOne(sizes, counts, node)))) * (hours / 24);
  const oursMs = await median(3, () => {
    const pack = packing(sizes, node);
    return ran.map((counts) => pack(counts));
  });
  return {
    name: `nodes of one type that ${hours} hours of ${containers} containers needed`,
    peer: "one pod after the other into the first node that holds it (a day, times 30)",
    oursMs,
    peerMs,
    atMost: 0.25,
  };
}

function oneByOne(sizes: readonly Amount[], counts: readonly number[], node: Amount): number {
  const share = (one: Amount) => Math.max(one.cpuMillis / node.cpuMillis, one.memoryBytes / node.memoryBytes);
  const pods = sizes.flatMap((size, at) => Array.from({ length: counts[at] ?? 0 }, () => size));
  const free: Amount[] = [];
  for (const pod of pods.sort((a, b) => share(b) - share(a))) {
    const place = free.find((one) => one.cpuMillis >= pod.cpuMillis && one.memoryBytes >= pod.memoryBytes);
    const into = place ?? { ...node };
    if (!place) free.push(into);
    into.cpuMillis -= pod.cpuMillis;
    into.memoryBytes -= pod.memoryBytes;
  }
  return free.length;
}
