import { date, doublePrecision, index, integer, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { fleet, instant, words } from "./column";

/**
 * What the pods of one container used on one day (UTC): cores and GiB, mean and busiest, an entry of each array an
 * hour of it; null was not measured. Weeks of hours are few rows so, and the key serves every read.
 */
export const useDay = pgTable(
  "use_day",
  {
    fleet: fleet(),
    cluster: words("cluster").notNull(),
    namespace: words("namespace").notNull(),
    workload: words("workload").notNull(),
    container: words("container").notNull(),
    day: date("day").notNull(),
    pods: integer("pods").array().notNull(),
    samples: integer("samples").array().notNull(),
    cpuMean: doublePrecision("cpu_mean").array().notNull(),
    cpuPeak: doublePrecision("cpu_peak").array().notNull(),
    ramMean: doublePrecision("ram_mean").array().notNull(),
    ramPeak: doublePrecision("ram_peak").array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.fleet, t.cluster, t.namespace, t.workload, t.container, t.day] }),
    index("use_day_age").on(t.fleet, t.day),
  ],
);

/** A moment at which a container of a workload ran out of memory, and the GiB that it might use then. */
export const useKill = pgTable(
  "use_kill",
  {
    fleet: fleet(),
    cluster: words("cluster").notNull(),
    namespace: words("namespace").notNull(),
    workload: words("workload").notNull(),
    container: words("container").notNull(),
    at: instant("at").notNull(),
    ram: doublePrecision("ram").notNull(),
  },
  (t) => [primaryKey({ columns: [t.fleet, t.cluster, t.namespace, t.workload, t.container, t.at] })],
);
