import type {
  EnvironmentResources,
  NodePoolView,
  ResourcesView,
  WorkloadView,
} from "@/lib/contract/resources-view";
import type { Sentence } from "@/lib/contract/view";
import { coresText, shareText } from "@/lib/domain/capacity-review/amount-text";
import { type Amount, sumOf } from "@/lib/domain/capacity-review/bin-pack";
import { adviceRules } from "@/lib/domain/capacity-review/right-size";
import { money } from "@/lib/domain/cost-review/money";
import { counted, listed } from "@/lib/domain/promotion/sentence";
import { type Window, windowDays } from "./use";

/** Over the pools whose nodes are known; a node that is not measured makes the use of all unknown, never smaller. */
export function totalOf(pools: readonly NodePoolView[]): EnvironmentResources["total"] {
  const nodes = pools.flatMap((pool) => pool.nodes ?? []);
  if (nodes.length === 0) return { allocatable: null, requested: null, used: null };
  const used = nodes.flatMap((node) => (node.used ? [node.used] : []));
  return {
    allocatable: sumOf(nodes.map((node) => node.allocatable)),
    requested: sumOf(nodes.map((node) => node.requested)),
    used: used.length < nodes.length ? null : sumOf(used),
  };
}

/** What an environment's workloads reserve and use; `used` null where some container of them is not measured. */
function reserved(workloads: readonly WorkloadView[]): { requested: Amount; used: Amount | null } {
  let known = workloads.length > 0;
  const [requested, used] = [empty(), empty()];
  for (const { replicas, containers } of workloads) {
    const pods = replicas.running ?? replicas.declared ?? 0;
    for (const { cpu, memory } of containers) {
      requested.cpuMillis += pods * (cpu.request ?? 0);
      requested.memoryBytes += pods * (memory.request ?? 0);
      used.cpuMillis += pods * (cpu.now?.mean ?? 0);
      used.memoryBytes += pods * (memory.now?.mean ?? 0);
      if (replicas.running === null || (pods > 0 && (!cpu.now || !memory.now))) known = false;
    }
  }
  return { requested, used: known ? used : null };
}

const empty = (): Amount => ({ cpuMillis: 0, memoryBytes: 0 });

/** "staging uses 31 % of the CPU that it reserves …": from the same figures that the page draws. */
export function environmentSentence(
  environment: string,
  pools: readonly NodePoolView[],
  workloads: readonly WorkloadView[],
): Sentence {
  const { requested, used } = reserved(workloads);
  const words: Sentence =
    requested.cpuMillis === 0
      ? [{ text: `${environment} reserves no CPU` }]
      : used === null
        ? [
            { text: `${environment} reserves ` },
            { text: coresText(requested.cpuMillis), strong: true },
            { text: "; what it uses is not known" },
          ]
        : [
            { text: `${environment} uses ` },
            { text: `${shareText(used.cpuMillis, requested.cpuMillis)} of the CPU`, strong: true },
            ...(requested.memoryBytes === 0
              ? []
              : [
                  { text: " and " },
                  {
                    text: `${shareText(used.memoryBytes, requested.memoryBytes)} of the memory`,
                    strong: true,
                  },
                ]),
            { text: " that it reserves" },
          ];
  return [...words, ...waiting(pools), ...packing(pools), ...fitting(workloads), { text: "." }];
}

function waiting(pools: readonly NodePoolView[]): Sentence {
  const pods = pools.reduce((sum, pool) => sum + (pool.pending ?? 0), 0);
  return pods === 0
    ? []
    : [
        { text: "; " },
        { text: counted(pods, "pod"), strong: true },
        { text: ` ${pods === 1 ? "waits" : "wait"} for a node` },
      ];
}

/** What the suggestions are worth together, when they give something back. */
function fitting(workloads: readonly WorkloadView[]): Sentence {
  const known = workloads.flatMap(({ effect }) => (effect ? [effect] : []));
  const sum = known.reduce((total, { value }) => total + value, 0);
  const [first] = known;
  if (!first || sum > -1) return [];
  return [
    { text: "; requests that fit would give back " },
    { text: `${money(-sum, first.currency)} a month`, strong: true },
    { text: " (estimate) once nodes go" },
  ];
}

function packing(pools: readonly NodePoolView[]): Sentence {
  const saves = pools.flatMap(({ cluster, nodes, tight, min, sharedWith }) => {
    if (!nodes || tight === null || cluster.reachable === false || sharedWith.length > 0) return [];
    const least = Math.max(1, tight);
    return least < nodes.length ? [{ cluster: cluster.name, now: nodes.length, least, min }] : [];
  });
  const [first] = saves;
  if (!first) return [];
  return [
    { text: "; packed tightly its pods fit " },
    { text: `${counted(first.least, "node")} instead of ${first.now}`, strong: true },
    ...(saves.length > 1 ? [{ text: ` on ${first.cluster}` }] : []),
  ];
}

/** Over all environments: of every ten vCPU that pods may have, how many are promised and used. */
export function fleetSentence(all: readonly EnvironmentResources[]): Sentence {
  const known = all.filter(({ total }) => total.allocatable !== null && total.requested !== null);
  const sum = (key: "allocatable" | "requested" | "used") =>
    known.reduce((cores, { total }) => cores + (total[key]?.cpuMillis ?? 0), 0);
  const allocatable = sum("allocatable");
  if (allocatable === 0)
    return [{ text: "No node was heard of yet; " }, { text: "what is declared is below.", strong: true }];
  const of10 = (part: number): string => String(Math.round((part / allocatable) * 100) / 10);
  const unmeasured = known.filter(({ total }) => total.used === null).map(({ environment }) => environment);
  return [
    { text: "Of every 10 vCPU on the nodes, " },
    unmeasured.length === 0
      ? { text: `${of10(sum("requested"))} are promised and ${of10(sum("used"))} are used`, strong: true }
      : { text: `${of10(sum("requested"))} are promised`, strong: true },
    {
      text:
        unmeasured.length === 0
          ? "."
          : `; what ${listed(unmeasured)} ${unmeasured.length === 1 ? "uses" : "use"} is not known.`,
    },
  ];
}

/** What suggestions rest on: how long the longest measured container was measured within the window. */
export function samplesNote(all: readonly EnvironmentResources[], window: Window): ResourcesView["samples"] {
  const found = all
    .flatMap(({ workloads }) => workloads)
    .flatMap(({ containers }) => containers)
    .flatMap(({ cpu }) => (cpu.window ? [cpu.window] : []));
  const days = Math.max(0, ...found.map((one) => one.days));
  const points = Math.max(0, ...found.map((one) => one.points));
  const whole = Math.floor(days);
  const note =
    days === 0
      ? `Nothing was measured in the last ${windowDays[window]} days, so nothing is suggested.`
      : days < adviceRules.minDays
        ? `${counted(whole, "day")} of data: suggestions need ${adviceRules.minDays}.`
        : `Of the last ${windowDays[window]} days, ${counted(points, "hour")} were measured.`;
  return { window, days, note };
}
