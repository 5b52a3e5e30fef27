import { resources as contract } from "@/lib/contract";
import type { MeanPeak } from "@/lib/domain/capacity-review/use-hour";
import { answers, refuse } from "../definition";
import { placementsIn } from "./size-edits";
import { usualWindow, windowOf } from "./use";

/** The hours behind a suggestion, for its chart. */
export const containerUse = answers(
  contract.containerUse,
  ["desired", "store"],
  async ({ desired, store }, ask, { now }) => {
    const { environment, application, cluster, workload, container, window = usualWindow } = ask;
    const { fleet } = await desired.head();
    const placement = placementsIn(fleet, { application, environment }).find(
      (one) => one.cluster === cluster,
    );
    if (!placement)
      return refuse(
        "missing",
        "scope.missing",
        `There is no ${application} in ${environment} on ${cluster} here, or you may not see it.`,
      );
    const { since, until } = windowOf(window, now);
    const of = { cluster, namespace: placement.namespace, workload, container };
    const hours = await store.usage.hours({ of, since, until });
    return {
      asOf: now.toISOString(),
      window,
      since: since.toISOString(),
      until: until.toISOString(),
      points: hours.map(({ hour, pods, cpu, ram }) => ({
        at: hour.toISOString(),
        pods,
        cpu: scaled(cpu, 1000),
        memory: scaled(ram, 2 ** 30),
      })),
    };
  },
  (_ports, { environment, application }) => ({ scope: { environment, application }, object: null }),
);

const scaled = ({ mean, peak }: MeanPeak, by: number): MeanPeak => ({ mean: mean * by, peak: peak * by });
