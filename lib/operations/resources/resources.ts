import { resources as contract } from "@/lib/contract";
import type { EnvironmentResources, EstimateView } from "@/lib/contract/resources-view";
import type { VerdictView } from "@/lib/contract/view";
import { codesOf } from "@/lib/domain/capacity-review/square";
import { hoursPerMonth } from "@/lib/domain/cost/node-price";
import { mayRun, visibleEnvironments } from "@/lib/domain/permission";
import type { DesiredState } from "@/lib/ports/desired";
import { pricesAt } from "../cost/prices";
import type { Ports } from "../definition";
import { answers, type Context, refuse } from "../definition";
import { clustersOf, isProduction } from "../environment-head";
import { openPromotions } from "../open-promotions";
import { verdictView } from "../promotion/request-verdict";
import { estimate, unitPriceAt } from "./effect";
import { placesOf } from "./place";
import { poolView } from "./pool";
import { quotasOf } from "./quota";
import { openAlready } from "./right-size-case";
import { sizeProfile } from "./suggestion";
import { environmentSentence, fleetSentence, samplesNote, totalOf } from "./summary";
import { readUse, usualWindow, type Window, windowOf } from "./use";
import { workloadView } from "./workload-row";

/** Where environments are starved and where they waste. Files alone say what is declared; the rest is unknown then. */
export const resources = answers(
  contract.resources,
  ["desired", "live", "store"],
  async (ports, { environment, window = usualWindow }, context) => {
    const state = await ports.desired.head();
    const { fleet } = state;
    const { actor, now } = context;
    const choices =
      actor.kind === "person"
        ? visibleEnvironments(
            actor.teams.map((t) => t.team),
            fleet,
          )
        : fleet.environments.map((e) => e.name);
    if (environment !== undefined && !choices.includes(environment))
      return refuse(
        "missing",
        "scope.missing",
        `There is no environment ${environment} here, or you may not see it.`,
      );
    const names = environment === undefined ? choices : [environment];
    const environments = await Promise.all(
      names.map((name) => environmentView(ports, state, name, window, context)),
    );
    const [only] = environments;
    return {
      asOf: now.toISOString(),
      sentence: environment !== undefined && only ? only.sentence : fleetSentence(environments),
      environments,
      samples: samplesNote(environments, window),
      choices: [...choices],
    };
  },
  (_ports, { environment }) => ({ scope: { environment }, object: null }),
);

async function environmentView(
  { live, store }: Pick<Ports, "live" | "store">,
  state: DesiredState,
  name: string,
  window: Window,
  { actor, now }: Context,
): Promise<EnvironmentResources> {
  const { fleet } = state;
  const sha = state.commit?.sha ?? null;
  const declared = fleet.environments.find((one) => one.name === name);
  const sees = (application: string): boolean =>
    mayRun("environment.resources", actor, fleet, { application, environment: name }).allowed;
  const places = (await placesOf(state, live, name, now)).map((place) => ({
    ...place,
    workloads: place.workloads.filter((one) => sees(one.placement.application)),
  }));
  const profile = sizeProfile(fleet, name);
  const { prices } = await pricesAt(state);
  const open = new Set(
    (await openPromotions(store)).filter((one) => one.target === name).map((one) => one.application),
  );
  const change = (application: string): VerdictView => {
    const permitted = mayRun("environment.right-size", actor, fleet, { application, environment: name });
    return verdictView(
      permitted.allowed && open.has(application)
        ? { allowed: false, ...openAlready(application, name) }
        : permitted,
    );
  };
  const use = await readUse(store, fleet, name, windowOf(window, now));
  const placed = places.flatMap((place) => place.workloads.map((one) => ({ place, one })));
  const codes = codesOf(placed.map(({ one }) => one.workload.name));
  const workloads = placed.map(({ place, one }) =>
    workloadView(fleet, live, place, one, codes.get(one.workload.name) ?? "??", profile, use, {
      unit: unitPriceAt(state, live, prices, one.placement, now),
      currency: prices.currency,
      change,
    }),
  );
  const nodePrice =
    (region: string | null) =>
    (type: string): EstimateView | null => {
      const hour = prices.price({ type, region, spot: false, at: now })?.hour;
      return hour === undefined ? null : estimate(hour * hoursPerMonth, prices.currency);
    };
  const pools = clustersOf(fleet, live, name).flatMap((cluster) => {
    const place = places.find((one) => one.cluster === cluster.name);
    return place ? [poolView(fleet, live, name, cluster, place, sha, nodePrice(cluster.region))] : [];
  });
  return {
    environment: name,
    production: declared ? isProduction(declared) : false,
    sentence: environmentSentence(name, pools, workloads),
    pools,
    workloads,
    quotas: quotasOf(fleet, live, name, sees),
    total: totalOf(pools),
    scale: verdictView(mayRun("environment.scale", actor, fleet, { environment: name })),
    rightSizePool: verdictView(mayRun("environment.right-size-pool", actor, fleet, { environment: name })),
    problems: pools
      .filter(({ cluster }) => cluster.reachable !== true)
      .map(({ cluster }) => ({
        message: `${cluster.name}: ${cluster.reason ?? "nothing was heard of it yet"}; what is shown of it is ${cluster.asOf ? "the last known" : "declared only"}.`,
      })),
  };
}
