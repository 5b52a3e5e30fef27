import type { Workload } from "@/lib/domain/capacity-review/workload";
import type { PoolSaving, RequestSaving } from "@/lib/domain/cost-review/savings";
import { counted } from "@/lib/domain/promotion/sentence";
import type { DesiredState } from "@/lib/ports/desired";
import type { Ports } from "../definition";
import { unitPriceAt } from "../resources/effect";
import { type Place, placesOf } from "../resources/place";
import { type PoolSize, poolSuggestion } from "../resources/pool-suggestion";
import { sizeProfile, suggestionsOf } from "../resources/suggestion";
import { totalEffect } from "../resources/total-effect";
import { readUse, type UseOf, usualWindow, windowDays, windowOf } from "../resources/use";
import { pricesAt } from "./prices";

export type Suggested = { pools: readonly PoolSaving[]; requests: readonly RequestSaving[] };

/**
 * What other node pools and requests would save: the suggestions of the resources page, by the same rules and over the
 * same window, so that the amount here is the one of the change that it opens. One without a price is not told.
 */
export async function suggestedSavings(
  ports: Pick<Ports, "live" | "store">,
  state: DesiredState,
  environments: readonly string[],
  now: Date,
): Promise<Suggested> {
  const found = await Promise.all(environments.map((name) => suggestedIn(ports, state, name, now)));
  return {
    pools: found.flatMap(({ pools }) => pools),
    requests: found.flatMap(({ requests }) => requests),
  };
}

async function suggestedIn(
  { live, store }: Pick<Ports, "live" | "store">,
  state: DesiredState,
  environment: string,
  now: Date,
): Promise<Suggested> {
  const { prices } = await pricesAt(state);
  const pool = await poolSuggestion({ live, store }, state, environment, usualWindow, { now });
  const places = await placesOf(state, live, environment, now);
  const use = await readUse(store, state.fleet, environment, windowOf(usualWindow, now));
  const applications = new Set(
    places.flatMap(({ workloads }) => workloads.map(({ placement }) => placement.application)),
  );
  const saves = (effect: number | null): effect is number => effect !== null && effect < 0;
  return {
    pools:
      pool.ok && saves(pool.effect)
        ? [
            {
              environment,
              monthly: -pool.effect,
              title: `Node pool of ${environment}: ${poolText(pool.from)} → ${poolText(pool.to)}`,
              detail: `${counted(pool.hours, "hour")} of ${windowDays[usualWindow]} days packed: the busiest needs ${counted(pool.busiest, "node")}, the quietest ${pool.quietest}`,
            },
          ]
        : [],
    requests: [...applications].flatMap((application): RequestSaving[] => {
      const told = requestsOf(places, application, use, state, environment);
      const effect = totalEffect(places, application, told, (placement) =>
        unitPriceAt(state, live, prices, placement, now),
      );
      return saves(effect)
        ? [
            {
              environment,
              application,
              monthly: -effect,
              detail: `${counted(told.length, "request")} that ${windowDays[usualWindow]} days of use call for; becomes idle until a node less is needed`,
            },
          ]
        : [];
    }),
  };
}

function requestsOf(
  places: readonly Place[],
  application: string,
  use: UseOf,
  { fleet }: DesiredState,
  environment: string,
) {
  const workloads = new Map<string, Workload>();
  for (const { workload, placement } of places.flatMap((place) => place.workloads)) {
    const name = `${workload.kind}/${workload.name}`;
    if (placement.application === application && !workloads.has(name)) workloads.set(name, workload);
  }
  return suggestionsOf(workloads, use, sizeProfile(fleet, environment)).suggestions;
}

const poolText = ({ instanceType, min, max }: PoolSize): string => `${min} to ${max} ${instanceType}`;
