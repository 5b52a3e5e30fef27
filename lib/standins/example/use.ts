import { type UseHour, workloadName } from "@/lib/domain/capacity-review/use-hour";
import { fraction } from "../cluster/noise";
import { pastHour, type Today } from "./costs";

/**
 * What each container used in a past hour: the same load that its costs are told by, with a busiest moment above the
 * mean. The ledger's closing on weekday mornings needs nearly all the memory that it asks for.
 */
export function pastUse(
  today: Today,
  cluster: string,
  hour: Date,
  now: Date,
  seed: number,
): readonly UseHour[] {
  const past = pastHour(today, cluster, hour, now, seed);
  const closing = hour.getUTCDay() % 6 !== 0 && hour.getUTCHours() === 5;
  return (past?.containers ?? []).flatMap((one): UseHour[] => {
    const { namespace, container, usage, request } = one;
    if (!usage || !(usage.ram > 0)) return [];
    const chance = fraction(`${seed}/${cluster}/${namespace}/${container}/${hour.getTime()}/peak`);
    const pods = Math.max(1, Math.round(one.hours));
    const burst = chance > 0.98 ? 1.6 : 1.1 + 0.3 * chance;
    const closes = closing && one.application === "ledger" && one.environment === "production";
    return [
      {
        cluster,
        namespace,
        workload: workloadName(one),
        container,
        hour,
        pods,
        samples: pods * 12,
        cpu: { mean: usage.cpu, peak: usage.cpu * burst },
        ram: {
          mean: usage.ram,
          peak: closes ? Math.max(usage.ram, request.ram * 0.97) : usage.ram * (1.01 + 0.05 * chance),
        },
      },
    ];
  });
}
