import { z } from "zod";
import { addNodeCost, noNodeCost } from "@/lib/domain/cost/cost-parts";
import { OpenCostAnswer, readOpenCost } from "@/lib/domain/cost/opencost-answer";
import { nameLabel } from "@/lib/domain/cost-review/facet";
import type { CostSource } from "@/lib/ports/cost-source";
import { Fault } from "@/lib/ports/fault";
import { getJson } from "../http/get-json";

export type OpenCostOptions = {
  /** Base address; `/allocation` and `/assets` are below it. */
  url: string;
  currency: string;
  token: string | null;
  cluster: string;
  timeoutMs?: number;
};

const Part = z.number().nullish();
const Asset = z.object({
  type: z.string(),
  minutes: Part,
  totalCost: Part,
});
/** One map of assets for the window, in older versions inside a list of one. */
const AssetsAnswer = z.object({
  data: z.union([
    z.record(z.string(), Asset.nullish()),
    z.array(z.record(z.string(), Asset.nullish()).nullish()),
  ]),
});
const Refusal = z.object({ message: z.string() });

const maxBytes = 64 * 2 ** 20;
const defaultTimeoutMs = 60_000;

/**
 * The API of OpenCost: `/allocation` by namespace, controller and application with its idle, and `/assets` for what nodes cost and
 * how long they ran. One window is one step, so that its own arithmetic is what is kept.
 */
export function openOpenCost(options: OpenCostOptions): CostSource {
  const who = `OpenCost of ${options.cluster}`;
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const ask = async <Schema extends z.ZodType>(
    path: string,
    query: Readonly<Record<string, string>>,
    schema: Schema,
  ): Promise<z.output<Schema>> => {
    const url = new URL(`${options.url.replace(/\/+$/, "")}${path}`);
    url.search = new URLSearchParams(query).toString();
    const body = await getJson({ url, token: options.token, timeoutMs, maxBytes, who }, (told) => {
      const refusal = Refusal.safeParse(told);
      return refusal.success ? refusal.data.message : null;
    });
    const answer = schema.safeParse(body);
    if (!answer.success) throw new Fault(`${who} answered ${path} in an unknown form`, { retryable: false });
    return answer.data;
  };
  return {
    source: "opencost",
    currency: options.currency,
    async window(from, to) {
      const window = `${seconds(from)},${seconds(to)}`;
      const answer = await ask(
        "/allocation",
        {
          window,
          aggregate: `namespace,controller,label:${nameLabel}`,
          accumulate: "true",
          includeIdle: "true",
        },
        OpenCostAnswer,
      );
      const { sets, incomplete } = readOpenCost(withPlaces(answer), "cluster");
      const allocations = sets.flatMap((set) => set.allocations);
      const idle = sets.flatMap((set) => set.idle);
      if (allocations.length === 0 && idle.length === 0) return null;
      return {
        allocations,
        incomplete,
        idle: idle.length === 0 ? null : idle.reduce((sum, one) => addNodeCost(sum, one.cost), noNodeCost),
        nodes: nodesOf(await ask("/assets", { window }, AssetsAnswer)),
      };
    },
  };
}

const seconds = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, "Z");

/** An aggregated row may say what it is of in its name alone: `shop/deployment:web/web`. */
function withPlaces(answer: OpenCostAnswer): OpenCostAnswer {
  return {
    ...answer,
    data: answer.data.map((step) =>
      step == null
        ? step
        : Object.fromEntries(
            Object.entries(step).map(([name, row]) => {
              const [namespace = "", work = "", application = ""] = name.split("/");
              if (row == null || name.includes("__idle__")) return [name, row];
              const properties = row.properties ?? emptyProperties;
              const labels = isReserved(application)
                ? properties.labels
                : { [nameLabel]: application, ...properties.labels };
              const own = controllerOf(work);
              return [
                name,
                {
                  ...row,
                  properties: {
                    ...properties,
                    controllerKind: properties.controllerKind ?? own.controllerKind,
                    controller: properties.controller ?? own.controller,
                    namespace: properties.namespace ?? namespace,
                    labels,
                  },
                },
              ];
            }),
          ),
    ),
  };
}

/** `deployment:web`, or a name alone; null where nothing controls it. */
function controllerOf(work: string): { controllerKind: string | null; controller: string | null } {
  if (isReserved(work)) return { controllerKind: null, controller: null };
  const [kind = "", name] = work.split(":");
  return name === undefined
    ? { controllerKind: null, controller: kind }
    : { controllerKind: kind, controller: name };
}

const isReserved = (name: string): boolean => name === "" || name.startsWith("__");
const emptyProperties = {
  cluster: null,
  node: null,
  namespace: null,
  controllerKind: null,
  controller: null,
  pod: null,
  container: null,
  services: null,
  labels: {},
  annotations: {},
};

function nodesOf({ data }: z.output<typeof AssetsAnswer>): { cost: number; hours: number } | null {
  const maps = Array.isArray(data) ? data : [data];
  const nodes = maps
    .flatMap((map) => Object.values(map ?? {}))
    .filter((asset) => asset?.type.toLowerCase() === "node");
  if (nodes.length === 0) return null;
  return nodes.reduce(
    (sum, asset) => ({
      // Its total has the adjustment in it already.
      cost: sum.cost + (asset?.totalCost ?? 0),
      hours: sum.hours + (asset?.minutes ?? 0) / 60,
    }),
    { cost: 0, hours: 0 },
  );
}
