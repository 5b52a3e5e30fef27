import {
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { fleet, instant, words } from "./column";

/** What was sampled of one cluster in one hour, and whether the hour was turned into costs. */
export const sampleHour = pgTable(
  "sample_hour",
  {
    fleet: fleet(),
    cluster: words("cluster").notNull(),
    hour: instant("hour").notNull(),
    samples: integer("samples").notNull(),
    late: integer("late").notNull(),
    lastSlot: instant("last_slot").notNull(),
    closedAt: instant("closed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.fleet, t.cluster, t.hour] }),
    index("sample_hour_open").on(t.fleet, t.closedAt, t.hour),
  ],
);

export const sampleLease = pgTable(
  "sample_lease",
  {
    fleet: fleet(),
    name: words("name").notNull(),
    owner: words("owner").notNull(),
    until: instant("until").notNull(),
  },
  (t) => [primaryKey({ columns: [t.fleet, t.name] })],
);

/** Averages over the samples of the hour: cores and GiB. Absent names are empty, so that they can be part of a key. */
export const containerHour = pgTable(
  "container_hour",
  {
    fleet: fleet(),
    hour: instant("hour").notNull(),
    cluster: words("cluster").notNull(),
    namespace: words("namespace").notNull(),
    pod: words("pod").notNull(),
    container: words("container").notNull(),
    node: words("node").notNull(),
    controllerKind: words("controller_kind").notNull(),
    controller: words("controller").notNull(),
    environment: words("environment").notNull(),
    application: words("application").notNull(),
    team: words("team").notNull(),
    samples: integer("samples").notNull(),
    cpuRequest: doublePrecision("cpu_request").notNull(),
    ramRequest: doublePrecision("ram_request").notNull(),
    cpuUsage: doublePrecision("cpu_usage").notNull(),
    ramUsage: doublePrecision("ram_usage").notNull(),
  },
  (t) => [primaryKey({ columns: [t.fleet, t.cluster, t.hour, t.namespace, t.pod, t.container] })],
);

export const nodeHour = pgTable(
  "node_hour",
  {
    fleet: fleet(),
    hour: instant("hour").notNull(),
    cluster: words("cluster").notNull(),
    node: words("node").notNull(),
    environment: words("environment").notNull(),
    instanceType: words("instance_type").notNull(),
    region: words("region").notNull(),
    spot: boolean("spot").notNull(),
    samples: integer("samples").notNull(),
    cpu: doublePrecision("cpu").notNull(),
    ram: doublePrecision("ram").notNull(),
    gpu: doublePrecision("gpu").notNull(),
  },
  (t) => [primaryKey({ columns: [t.fleet, t.cluster, t.hour, t.node] })],
);

const line = {
  fleet: fleet(),
  currency: text("currency").notNull(),
  cluster: words("cluster").notNull(),
  environment: words("environment").notNull(),
  application: words("application").notNull(),
  team: words("team").notNull(),
  kind: text("kind").$type<"used" | "idle">().notNull(),
  cost: doublePrecision("cost").notNull(),
  cpuCost: doublePrecision("cpu_cost").notNull(),
  ramCost: doublePrecision("ram_cost").notNull(),
  cpu: doublePrecision("cpu").notNull(),
  ram: doublePrecision("ram").notNull(),
  cpuAsked: doublePrecision("cpu_asked").notNull(),
  ramAsked: doublePrecision("ram_asked").notNull(),
  cpuUsed: doublePrecision("cpu_used").notNull(),
  ramUsed: doublePrecision("ram_used").notNull(),
  count: doublePrecision("count").notNull(),
  unpriced: doublePrecision("unpriced").notNull(),
};

export const costHour = pgTable("cost_hour", { ...line, hour: instant("hour").notNull() }, (t) => [
  primaryKey({
    columns: [t.fleet, t.hour, t.cluster, t.environment, t.application, t.team, t.kind, t.currency],
  }),
]);

/** The rollup that pages read: one row a day of the fleet's zone. */
export const costDay = pgTable("cost_day", { ...line, day: date("day").notNull() }, (t) => [
  primaryKey({
    columns: [t.fleet, t.day, t.cluster, t.environment, t.application, t.team, t.kind, t.currency],
  }),
]);
