import type { EnvironmentSchedule } from "@/lib/contract/schedule";
import type { Placement } from "@/lib/domain/fleet";
import type { JsonObject } from "@/lib/domain/json";
import { listed } from "@/lib/domain/promotion/sentence";
import { type ArgoVerdict, argoOf, isArgo } from "@/lib/domain/schedule/applier";
import { declaredReplicas, sleepers } from "@/lib/domain/schedule/asleep";
import type { DesiredState } from "@/lib/ports/desired";
import type { Live } from "@/lib/ports/live";

type Waking = Extract<ArgoVerdict, { kind: "wakes" }>;

/**
 * Argo CD Applications that would wake what sleeps here, read before anything sleeps: from any cluster that we follow, for
 * Argo CD often runs on another than its targets, and from what Git renders. A size that Git does not declare is
 * nobody's to put back.
 */
export async function wakersOf(
  state: DesiredState,
  live: Live,
  placements: readonly Placement[],
): Promise<EnvironmentSchedule["wakers"]> {
  const kind = { apiVersion: "argoproj.io/v1alpha1", kind: "Application" };
  const seen = live
    .clusters()
    .flatMap(({ name }) => (live.listed(name, kind) ?? []).map((object) => ({ object, on: name })));
  const found = new Map<string, { verdict: Waking; workloads: string[] }>();
  for (const placement of placements) {
    const { objects } = await state.render(placement);
    const applications = [
      ...seen,
      ...objects.filter(isArgo).map((object) => ({ object, on: placement.cluster })),
    ];
    for (const object of objects) {
      if (!sleepers.has(object.kind) || declaredReplicas(object) === null) continue;
      const { name, namespace = placement.namespace } = object.metadata;
      const verdict = applications
        .map(({ object: one, on }) =>
          argoOf([one], { kind: object.kind, name, namespace }, (destination) =>
            leadsTo(destination, on, placement.cluster),
          ),
        )
        .find((one) => one !== null);
      if (verdict?.kind !== "wakes") continue;
      const id = `${verdict.application} ${verdict.when} ${verdict.add}`;
      const before = found.get(id);
      if (before) before.workloads.push(name);
      else found.set(id, { verdict, workloads: [name] });
    }
  }
  return [...found.values()].map(({ verdict, workloads }) => ({
    application: verdict.application,
    text: textOf(verdict, [...new Set(workloads)]),
    add: verdict.add,
  }));
}

/** The cluster that Argo CD runs on has names of its own in a destination. */
function leadsTo({ name, server }: JsonObject, on: string, cluster: string): boolean {
  const own = name === "in-cluster" || server === "https://kubernetes.default.svc";
  return own ? on === cluster : name === cluster;
}

const textOf = ({ application, when }: Waking, workloads: readonly string[]): string =>
  when === "self-heal"
    ? `Argo CD heals ${application}: it would put the pods of ${listed(workloads)} back as soon as they sleep.`
    : `Argo CD's next sync of ${application} would put the pods of ${listed(workloads)} back while they sleep.`;
