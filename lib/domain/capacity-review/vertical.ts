import { isJsonObject } from "../json";
import type { Manifest } from "../manifest";
import { objectAt } from "./container";
import type { Resource } from "./right-size";

/** A VerticalPodAutoscaler that writes requests of its own into the pods of a workload. */
export type Vertical = {
  name: string;
  /** `Initial`, `Recreate`, `InPlaceOrRecreate` or `Auto`: when it writes them. */
  mode: string;
  /** The resources of a container that it decides. */
  decides: (container: string) => readonly Resource[];
};

/**
 * The VerticalPodAutoscaler of a workload, among objects that Git declares and those that are on a cluster; one that only
 * recommends (`Off`) decides nothing. Without a policy it decides CPU and memory of every container, and a policy for a
 * container's own name comes before the one for all (autoscaling.k8s.io/v1).
 */
export function verticalOf(
  objects: readonly Manifest[],
  target: { kind: string; name: string; namespace: string },
): Vertical | null {
  for (const { apiVersion, kind, metadata, spec } of objects) {
    if (kind !== "VerticalPodAutoscaler" || !apiVersion.startsWith("autoscaling.k8s.io/")) continue;
    const { targetRef, updatePolicy, resourcePolicy } = objectAt(spec);
    const ref = objectAt(targetRef);
    if ((metadata.namespace ?? target.namespace) !== target.namespace) continue;
    if (ref.kind !== target.kind || ref.name !== target.name) continue;
    const mode = objectAt(updatePolicy).updateMode;
    if (mode === "Off") continue;
    const { containerPolicies } = objectAt(resourcePolicy);
    const policies = Array.isArray(containerPolicies) ? containerPolicies.filter(isJsonObject) : [];
    return {
      name: metadata.name,
      mode: typeof mode === "string" ? mode : "Auto",
      decides(container) {
        const policy = ["*", container].reduce(
          (found, name) => policies.find((one) => one.containerName === name) ?? found,
          objectAt(undefined),
        );
        if (policy.mode === "Off") return [];
        const { controlledResources } = policy;
        return (["cpu", "memory"] as const).filter(
          (one) => !Array.isArray(controlledResources) || controlledResources.includes(one),
        );
      },
    };
  }
  return null;
}
