import { workloadsOf } from "@/lib/domain/capacity-review/workload";
import type { DesiredState } from "@/lib/ports/desired";
import { type StandinPool, sizeOf } from "@/lib/standins/cluster/pools";

/** How full an autoscaler lets nodes become, so that a rollout still finds room. */
const fullAt = 0.8;

/**
 * The declared pools of a cluster, with as many nodes running as what Git declares asks for: at least the minimum and
 * never above the maximum, as a node autoscaler would have it.
 */
export async function demoPools(state: DesiredState, cluster: string): Promise<readonly StandinPool[]> {
  const placements = state.fleet.placements.filter((one) => one.cluster === cluster);
  const environments = new Set(placements.map((one) => one.environment));
  const asked = new Map<string, number>();
  for (const placement of placements) {
    const { objects } = await state.render(placement);
    const cores = workloadsOf(objects, placement.namespace).reduce(
      (sum, { replicas, containers }) =>
        sum +
        (replicas ?? 0) * containers.reduce((pod, { request }) => pod + (request.cpuMillis ?? 0) / 1000, 0),
      0,
    );
    asked.set(placement.environment, (asked.get(placement.environment) ?? 0) + cores);
  }
  const pools = new Map<string, StandinPool>();
  for (const { environment, block } of state.fleet.declarations) {
    const { instance_type: instanceType, min_nodes, max_nodes } = block.node_pool ?? {};
    if (!environments.has(environment) || !instanceType) continue;
    const minNodes = min_nodes ?? 1;
    const maxNodes = max_nodes ?? minNodes;
    const needed = Math.ceil((asked.get(environment) ?? 0) / (sizeOf(instanceType).cpu * fullAt));
    pools.set(environment, {
      name: environment,
      instanceType,
      minNodes,
      maxNodes,
      running: Math.min(maxNodes, Math.max(minNodes, needed)),
    });
  }
  return [...pools.values()];
}
