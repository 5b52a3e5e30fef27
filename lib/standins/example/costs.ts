import type { ContainerHour, Found } from "@/lib/domain/cost-review/sample";
import { fraction } from "../cluster/noise";

/** What runs on one cluster now: where its past is told backwards from. */
export type Today = Found;

const dayMs = 86_400_000;

/**
 * The past of one cluster's hour, `ago` before now, the same for the same seed: the same workloads with the load of
 * that hour, one row a controller; fewer pods before an application grew; more nodes while there was reason for them.
 * Null: the cluster did not answer in that hour.
 */
export function pastHour(today: Today, cluster: string, hour: Date, now: Date, seed: number): Today | null {
  const ago = Math.floor((now.getTime() - hour.getTime()) / dayMs);
  if (cluster === "prod-cluster-secondary" && ago === 11 && hour.getUTCHours() < 3) return null;
  const nodes = today.nodes.slice(0, Math.max(1, today.nodes.length - fewerNodes(cluster, ago)));
  const [first] = nodes;
  if (first)
    for (let at = 0; at < extraNodes(cluster, hour, ago); at += 1)
      nodes.push({ ...first, node: `${first.node}-${at}` });
  return {
    nodes,
    assets: today.assets,
    containers: byController(today.containers).map((one) => {
      const pods = podsThen(one, ago);
      const load = loadAt(hour, ago, `${seed}/${cluster}/${one.application}`);
      return {
        ...one,
        hours: pods,
        usage: one.usage && { cpu: one.usage.cpu * load, ram: one.usage.ram * (0.9 + 0.1 * load) },
      };
    }),
  };
}

/** Nodes of today's that did not run yet: production grew in spring, and again in late summer. */
function fewerNodes(cluster: string, ago: number): number {
  if (!cluster.startsWith("prod-")) return 0;
  return (ago > 80 ? 1 : 0) + (ago > 230 && cluster === "prod-cluster-primary" ? 1 : 0);
}

/** Nodes that ran besides today's. */
function extraNodes(cluster: string, hour: Date, ago: number): number {
  const weekday = hour.getUTCDay() % 6 !== 0;
  // A third node was kept from a test of the checkout until somebody looked.
  if (cluster === "staging-cluster") return ago > 24 && ago < 130 ? 1 : 0;
  if (cluster === "shared-cluster") return ago >= 8 && ago < 11 ? 1 : 0;
  // The autumn sale: the autoscaler adds nodes in working hours.
  if (cluster === "prod-cluster-primary")
    return ago >= 2 && ago < 27 && weekday && hour.getUTCHours() >= 7 && hour.getUTCHours() < 19 ? 2 : 0;
  return 0;
}

/** Pods of a controller then: what scales itself in production grew for the sale. */
function podsThen({ environment, application, hours }: ContainerHour, ago: number): number {
  if (environment !== "production") return hours;
  if (application === "search" && ago > 19) return Math.max(1, hours - 1);
  if (application === "catalog" && ago > 27) return Math.max(1, hours - 1);
  return hours;
}

/** Busiest in the early afternoon, quieter at weekends, growing slowly, with a little noise. */
function loadAt(hour: Date, ago: number, key: string): number {
  const daylight = 0.75 + 0.25 * Math.cos(((hour.getUTCHours() - 13) / 24) * 2 * Math.PI);
  const weekend = hour.getUTCDay() % 6 === 0 ? 0.7 : 1;
  const noise = 0.9 + 0.2 * fraction(`${key}/${hour.getTime()}`);
  return daylight * weekend * noise * Math.max(0.4, 1 - 0.003 * ago);
}

/** One row a controller: its pods' averages, with as many hours as pods. */
function byController(containers: readonly ContainerHour[]): readonly ContainerHour[] {
  const groups = new Map<string, ContainerHour>();
  for (const one of containers) {
    const key = `${one.namespace}/${one.controller ?? one.pod}/${one.container}`;
    const before = groups.get(key);
    if (!before) groups.set(key, { ...one, pod: one.controller ?? one.pod, node: null });
    else {
      const hours = before.hours + 1;
      const mean = (a: number, b: number) => (a * before.hours + b) / hours;
      groups.set(key, {
        ...before,
        hours,
        request: {
          cpu: mean(before.request.cpu, one.request.cpu),
          ram: mean(before.request.ram, one.request.ram),
          gpu: mean(before.request.gpu, one.request.gpu),
        },
        usage: before.usage &&
          one.usage && {
            cpu: mean(before.usage.cpu, one.usage.cpu),
            ram: mean(before.usage.ram, one.usage.ram),
          },
      });
    }
  }
  return [...groups.values()];
}
