import { createSerializer, parseAsString, parseAsStringLiteral } from "nuqs/server";

export const sorts = ["waste", "name"] as const;
export type Sort = (typeof sorts)[number];
export const drawn = ["cpu", "memory"] as const;
export type Drawn = (typeof drawn)[number];

/** What the address of the resources page holds; defaults are left out. */
export const resourcesState = {
  /** Absent: all of them, the last one's nodes and workloads in full. */
  env: parseAsString.withDefault(""),
  /** The cluster whose nodes are drawn. */
  pool: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(sorts).withDefault("waste"),
  of: parseAsStringLiteral(drawn).withDefault("cpu"),
};

export const resourcesQuery = createSerializer(resourcesState);

export const askOf = ({ env }: { env: string }): { environment?: string } =>
  env === "" ? {} : { environment: env };
