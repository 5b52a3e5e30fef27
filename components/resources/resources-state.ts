import { createSerializer, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { UseWindow } from "@/lib/contract/resources-view";

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
  /** How far back suggestions look. */
  window: parseAsStringLiteral(UseWindow.options).withDefault("14d"),
};

export const resourcesQuery = createSerializer(resourcesState);

export const askOf = ({
  env,
  window,
}: {
  env: string;
  window: UseWindow;
}): {
  environment?: string;
  window: UseWindow;
} => ({ window, ...(env === "" ? {} : { environment: env }) });
