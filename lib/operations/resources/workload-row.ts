import type { MeasureView, WorkloadView } from "@/lib/contract/resources-view";
import type { VerdictView } from "@/lib/contract/view";
import type { UnitPrice } from "@/lib/domain/capacity-review/price-effect";
import type { Resource } from "@/lib/domain/capacity-review/right-size";
import type { SizeProfile } from "@/lib/domain/capacity-review/size-profile";
import type { Fleet } from "@/lib/domain/fleet";
import type { Live } from "@/lib/ports/live";
import { adviceFor, adviceView } from "./advice";
import { effectOf, estimate } from "./effect";
import type { Place, PlacedWorkload } from "./place";
import type { UseOf } from "./use";

type Key = "cpuMillis" | "memoryBytes";
const resourceOf = { cpuMillis: "cpu", memoryBytes: "memory" } as const satisfies Record<Key, Resource>;

const noAdvice: MeasureView["advice"] = {
  kind: "none",
  reason: "it is no container of the workload",
  to: null,
  limit: null,
  confidence: null,
};

/** One workload with what each of its containers asks for, uses now and used over the window, and what would fit. */
export function workloadView(
  fleet: Fleet,
  live: Live,
  place: Place,
  placed: PlacedWorkload,
  code: string,
  profile: SizeProfile,
  use: UseOf,
  money: {
    unit: UnitPrice | null;
    currency: string;
    /** May a suggestion of the application be opened as a change? */
    change: (application: string) => VerdictView;
  },
): WorkloadView {
  const { workload, placement, pods } = placed;
  const advice = adviceFor(workload, use, profile);
  const measure = (name: string, key: Key): MeasureView => {
    const container = workload.containers.find((one) => one.name === name);
    const resource = resourceOf[key];
    const fit = advice.find((one) => one.container === name)?.[resource];
    const window = use.here({
      cluster: placement.cluster,
      namespace: workload.namespace,
      workload: workload.name,
      container: name,
    });
    const used = (pods ?? []).flatMap((pod) => {
      const use = place.measured.pod(pod.metadata.namespace ?? "", pod.metadata.name)?.get(name);
      return use ? [use[key]] : [];
    });
    return {
      request: container?.request[key] ?? null,
      limit: container?.limit[key] ?? null,
      now:
        used.length === 0
          ? null
          : {
              mean: used.reduce((a, b) => a + b, 0) / used.length,
              max: Math.max(...used),
              pods: used.length,
            },
      window: window?.[resource] ?? null,
      advice: fit ? adviceView(fit) : noAdvice,
    };
  };
  const containers = workload.containers.map(({ name }) => ({
    name,
    cpu: measure(name, "cpuMillis"),
    memory: measure(name, "memoryBytes"),
  }));
  const running = pods?.length ?? null;
  const waste = (key: "cpu" | "memory"): number | null => {
    if (running === null) return null;
    let sum = 0;
    for (const container of containers) {
      const { request, now } = container[key];
      if (request === null || now === null) return null;
      sum += Math.max(0, request - now.mean) * running;
    }
    return sum;
  };
  const [cpu, memory] = [waste("cpu"), waste("memory")];
  return {
    key: placed.key,
    code,
    application: placement.application,
    team: fleet.applications.find((one) => one.name === placement.application)?.team ?? null,
    kind: workload.kind,
    name: workload.name,
    cluster: placement.cluster,
    stale: live.cluster(placement.cluster).reachable === false,
    replicas: { declared: workload.replicas, running },
    autoscaler: workload.autoscaler && {
      name: workload.autoscaler.name,
      min: workload.autoscaler.min,
      max: workload.autoscaler.max,
    },
    containers,
    effect: suggestedEffect(containers, running ?? workload.replicas, money),
    change: money.change(placement.application),
    waste: cpu === null || memory === null ? null : { cpuMillis: cpu, memoryBytes: memory },
  };
}

function suggestedEffect(
  containers: WorkloadView["containers"],
  pods: number | null,
  { unit, currency }: { unit: UnitPrice | null; currency: string },
): WorkloadView["effect"] {
  const changes = containers.flatMap(({ cpu, memory }) => [
    ...(cpu.advice.to === null ? [] : [{ resource: "cpu" as const, from: cpu.request, to: cpu.advice.to }]),
    ...(memory.advice.to === null
      ? []
      : [{ resource: "memory" as const, from: memory.request, to: memory.advice.to }]),
  ]);
  const value = effectOf(changes, pods, unit);
  return value === null ? null : estimate(value, currency);
}
