import { isJsonObject, type Json, type JsonObject } from "../json";
import type { Manifest } from "../manifest";
import { type ContainerSize, containersOf, objectAt } from "./container";
import type { Resource } from "./right-size";
import { type Vertical, verticalOf } from "./vertical";

export type Autoscaler = {
  name: string;
  min: number | null;
  max: number;
  /** Resources whose use in percent of the request it keeps. */
  on: readonly Resource[];
};

/** Something that keeps pods running, as Git declares it. */
export type Workload = {
  kind: string;
  name: string;
  namespace: string;
  /** Null where the nodes decide, as for a DaemonSet. */
  replicas: number | null;
  selector: Readonly<Record<string, string>>;
  containers: readonly ContainerSize[];
  /** `Kind/name` of the object that holds the pods' template: a Rollout may refer to a Deployment's. */
  template: string;
  autoscaler: Autoscaler | null;
  /** What writes requests of its own into its pods. */
  vertical: Vertical | null;
};

const kinds = new Set(["Deployment", "StatefulSet", "DaemonSet", "Rollout"]);

/**
 * The workloads of some rendered objects. A Rollout that refers to a Deployment runs that one's pods, so the
 * Deployment itself, which Argo Rollouts keeps at zero, is no workload of its own. `resizers` are
 * VerticalPodAutoscalers on the clusters that Git may not know of.
 */
export function workloadsOf(
  objects: readonly Manifest[],
  namespace: string,
  resizers: readonly Manifest[] = [],
): readonly Workload[] {
  const all = objects.filter((object) => kinds.has(object.kind));
  const referred = new Map(
    all.flatMap((object) => {
      const ref = objectAt(objectAt(object.spec).workloadRef);
      const found = all.find((one) => one.kind === ref.kind && one.metadata.name === ref.name);
      return object.kind === "Rollout" && found ? [[object, found] as const] : [];
    }),
  );
  const taken = new Set(referred.values());
  return all
    .filter((object) => !taken.has(object))
    .map((object): Workload => {
      const spec = objectAt(object.spec);
      const holder = referred.get(object) ?? object;
      const source = objectAt(holder.spec);
      const template = objectAt(source.template);
      return {
        kind: object.kind,
        name: object.metadata.name,
        namespace: object.metadata.namespace ?? namespace,
        replicas: object.kind === "DaemonSet" ? null : typeof spec.replicas === "number" ? spec.replicas : 1,
        selector: words(objectAt(objectAt(spec.selector ?? source.selector).matchLabels)),
        containers: containersOf(template.spec),
        template: `${holder.kind}/${holder.metadata.name}`,
        autoscaler: autoscalerOf(objects, object),
        vertical: verticalOf([...objects, ...resizers], {
          kind: object.kind,
          name: object.metadata.name,
          namespace: object.metadata.namespace ?? namespace,
        }),
      };
    });
}

function autoscalerOf(objects: readonly Manifest[], target: Manifest): Autoscaler | null {
  const found = objects.find((object) => {
    const ref = objectAt(objectAt(object.spec).scaleTargetRef);
    return (
      object.kind === "HorizontalPodAutoscaler" &&
      ref.kind === target.kind &&
      ref.name === target.metadata.name
    );
  });
  if (!found) return null;
  const spec = objectAt(found.spec);
  return {
    name: found.metadata.name,
    min: typeof spec.minReplicas === "number" ? spec.minReplicas : null,
    max: typeof spec.maxReplicas === "number" ? spec.maxReplicas : 1,
    on: metricsOf(spec),
  };
}

/** Metrics in percent of a request (`Utilization`); without any, the server's default is CPU (autoscaling/v2). */
function metricsOf(spec: JsonObject): readonly Resource[] {
  const metrics = Array.isArray(spec.metrics) ? spec.metrics.filter(isJsonObject) : [];
  if (metrics.length === 0) return ["cpu"];
  return metrics.flatMap((metric): Resource[] => {
    const part = objectAt(metric.resource ?? metric.containerResource);
    const percent = objectAt(part.target).type === "Utilization";
    return percent && (part.name === "cpu" || part.name === "memory") ? [part.name] : [];
  });
}

/** Is the pod one of the workload's? A selector without labels selects nothing here. */
export function isPodOf(workload: Workload, pod: Manifest): boolean {
  const labels = objectAt(pod.metadata.labels);
  const wanted = Object.entries(workload.selector);
  return (
    pod.metadata.namespace === workload.namespace &&
    wanted.length > 0 &&
    wanted.every(([key, value]) => labels[key] === value)
  );
}

/** Ended pods reserve nothing. */
export const isEnded = (pod: Manifest): boolean =>
  ["Succeeded", "Failed"].includes(String(objectAt(pod.status).phase));

/** No node takes the pod now. */
export function isUnscheduled(pod: Manifest): boolean {
  const conditions = objectAt(pod.status).conditions;
  return (
    !isEnded(pod) &&
    nodeOf(pod) === null &&
    Array.isArray(conditions) &&
    conditions.some((one) => isJsonObject(one) && one.type === "PodScheduled" && one.status === "False")
  );
}

export function nodeOf(pod: Manifest): string | null {
  const name: Json | undefined = objectAt(pod.spec).nodeName;
  return typeof name === "string" && name !== "" ? name : null;
}

const words = (object: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, String(value)]));
