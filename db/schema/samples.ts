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
import type { LineKind } from "@/lib/domain/cost-review/line";
import type { AssetKind } from "@/lib/domain/cost-review/sample";
import type { DaySource } from "@/lib/ports/store/samples";
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
    /** Samples in which the use of containers was known, and what told it last. */
    measured: integer("measured").notNull().default(0),
    usageFrom: text("usage_from").notNull().default(""),
    /** Samples in which volumes and services could be seen. */
    assetSamples: integer("asset_samples").notNull().default(0),
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
    /** A set of labels by its hash; empty: not known. */
    labels: text("labels").notNull().default(""),
    samples: integer("samples").notNull(),
    /** Samples in which its use was known. */
    usageSamples: integer("usage_samples").notNull().default(0),
    cpuRequest: doublePrecision("cpu_request").notNull(),
    ramRequest: doublePrecision("ram_request").notNull(),
    gpuRequest: doublePrecision("gpu_request").notNull().default(0),
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

/** Volumes, load balancers and traffic: `share` is the sum of the samples' parts, `amount` its average. */
export const assetHour = pgTable(
  "asset_hour",
  {
    fleet: fleet(),
    hour: instant("hour").notNull(),
    cluster: words("cluster").notNull(),
    kind: text("kind").$type<AssetKind>().notNull(),
    name: words("name").notNull(),
    class: words("class").notNull(),
    region: words("region").notNull(),
    environment: words("environment").notNull(),
    application: words("application").notNull(),
    team: words("team").notNull(),
    mounted: boolean("mounted").notNull(),
    namespace: words("namespace").notNull().default(""),
    controller: words("controller").notNull().default(""),
    labels: text("labels").notNull().default(""),
    amount: doublePrecision("amount").notNull(),
    share: doublePrecision("share").notNull(),
  },
  (t) => [
    primaryKey({
      name: "asset_hour_key",
      columns: [
        t.fleet,
        t.cluster,
        t.hour,
        t.kind,
        t.name,
        t.class,
        t.environment,
        t.application,
        t.team,
        t.mounted,
        t.namespace,
        t.controller,
        t.labels,
      ],
    }),
  ],
);

const line = {
  fleet: fleet(),
  currency: text("currency").notNull(),
  cluster: words("cluster").notNull(),
  environment: words("environment").notNull(),
  application: words("application").notNull(),
  team: words("team").notNull(),
  kind: text("kind").$type<LineKind>().notNull(),
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

/** Empty namespaces of what ran are of hours before they were kept. */
export const costHour = pgTable(
  "cost_hour",
  {
    ...line,
    hour: instant("hour").notNull(),
    namespace: words("namespace").notNull().default(""),
    controller: words("controller").notNull().default(""),
    labels: text("labels").notNull().default(""),
  },
  (t) => [
    primaryKey({
      name: "cost_hour_key",
      columns: [
        t.fleet,
        t.hour,
        t.cluster,
        t.environment,
        t.application,
        t.team,
        t.kind,
        t.namespace,
        t.controller,
        t.labels,
        t.currency,
      ],
    }),
  ],
);

/** The rollup that pages read: one row a day of the fleet's zone. */
export const costDay = pgTable(
  "cost_day",
  {
    ...line,
    day: date("day").notNull(),
    source: text("source").$type<DaySource>().notNull().default("samples"),
  },
  (t) => [
    primaryKey({
      columns: [t.fleet, t.day, t.cluster, t.environment, t.application, t.team, t.kind, t.currency],
    }),
  ],
);

/** Sums of the days of a calendar month, YYYY-MM of the fleet's zone: what looks back a year reads these. */
export const costMonth = pgTable("cost_month", { ...line, month: text("month").notNull() }, (t) => [
  primaryKey({
    columns: [t.fleet, t.month, t.cluster, t.environment, t.application, t.team, t.kind, t.currency],
  }),
]);
