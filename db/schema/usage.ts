import { doublePrecision, index, integer, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { fleet, instant, words } from "./column";

/** What the pods of one container used in one hour: cores and GiB, mean and busiest. The key serves every read. */
export const useHour = pgTable(
  "use_hour",
  {
    fleet: fleet(),
    cluster: words("cluster").notNull(),
    namespace: words("namespace").notNull(),
    workload: words("workload").notNull(),
    container: words("container").notNull(),
    hour: instant("hour").notNull(),
    pods: integer("pods").notNull(),
    samples: integer("samples").notNull(),
    cpuMean: doublePrecision("cpu_mean").notNull(),
    cpuPeak: doublePrecision("cpu_peak").notNull(),
    ramMean: doublePrecision("ram_mean").notNull(),
    ramPeak: doublePrecision("ram_peak").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.fleet, t.cluster, t.namespace, t.workload, t.container, t.hour] }),
    index("use_hour_age").on(t.fleet, t.hour),
  ],
);
