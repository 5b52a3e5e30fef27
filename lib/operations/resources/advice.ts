import type { AdviceView } from "@/lib/contract/resources-view";
import { type Advice, type Resource, rightSize } from "@/lib/domain/capacity-review/right-size";
import type { SizeProfile } from "@/lib/domain/capacity-review/size-profile";
import type { Workload } from "@/lib/domain/capacity-review/workload";
import type { UseOf } from "./use";

export type ContainerAdvice = { container: string; cpu: Advice; memory: Advice };

/**
 * What would fit each container of a workload. The clusters of an environment read the same lines, so the request has
 * to fit the busiest of them.
 */
export function adviceFor(workload: Workload, use: UseOf, profile: SizeProfile): readonly ContainerAdvice[] {
  return workload.containers.map(({ name, request, limit }) => {
    const used = use.shared({ namespace: workload.namespace, workload: workload.name, container: name });
    const ask = { profile, autoscaledOn: workload.autoscaler?.on ?? [] };
    const decided = workload.vertical?.decides(name) ?? [];
    const resizedBy = (resource: Resource) => (decided.includes(resource) ? workload.vertical : null);
    return {
      container: name,
      cpu: rightSize({
        ...ask,
        resource: "cpu",
        resizedBy: resizedBy("cpu"),
        use: used?.cpu ?? null,
        request: request.cpuMillis,
        limit: limit.cpuMillis,
      }),
      memory: rightSize({
        ...ask,
        resource: "memory",
        killed: used?.killed ?? null,
        resizedBy: resizedBy("memory"),
        use: used?.memory ?? null,
        request: request.memoryBytes,
        limit: limit.memoryBytes,
      }),
    };
  });
}

export const adviceView = (advice: Advice): AdviceView =>
  advice.kind === "change"
    ? {
        kind: "change",
        reason: advice.because,
        to: advice.to,
        limit: advice.limit,
        confidence: advice.confidence,
      }
    : { kind: advice.kind, reason: advice.reason, to: null, limit: null, confidence: null };
