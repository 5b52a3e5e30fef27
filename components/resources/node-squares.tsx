import type { EnvironmentResources, NodePoolView } from "@/lib/contract/resources-view";
import { squaresOf } from "@/lib/domain/capacity-review/square";
import { counted } from "@/lib/domain/promotion/sentence";
import { type Unit, UnitSquares } from "../chart/unit-squares";
import { amountOf, amountText } from "./measure";
import type { Drawn } from "./resources-state";

const squares = 16;

/** The nodes of one pool as packed boxes: what is promised to whom, what of it is used, and what is free. */
export function NodeSquares({
  environment,
  pool,
  of,
}: {
  environment: EnvironmentResources;
  pool: NodePoolView;
  of: Drawn;
}) {
  const nodes = pool.nodes ?? [];
  const show = amountText[of];
  const stale = pool.cluster.reachable === false;
  const codes = new Map(environment.workloads.map((workload) => [workload.key, workload.code]));
  const free = (node: (typeof nodes)[number]): number =>
    Math.max(0, amountOf(node.allocatable, of) - amountOf(node.requested, of));
  const [first] = nodes;
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const allFree = sum(nodes.map(free));
  const unmeasured = nodes.filter((node) => node.used === null).length;
  return (
    <div className="panel px-3.5 py-2.5">
      <UnitSquares
        title={`${environment.environment}, ${pool.cluster.name}`}
        note={`A square is ${first ? show(amountOf(first.capacity, of) / squares) : "a sixteenth of a node"}: solid is used now, faint is promised to the workload named by two letters, hatched is the system${stale ? "; last known" : ""}`}
        summary={`${show(allFree)} of ${show(sum(nodes.map((node) => amountOf(node.allocatable, of))))} ${of === "cpu" ? "are" : "of memory are"} free on ${counted(nodes.length, "node")}${unmeasured > 0 ? `; the use of ${unmeasured} is not known` : ""}${pool.tight !== null && Math.max(1, pool.tight) < nodes.length ? `; packed tightly, without looking at spreading rules, the pods fit ${counted(Math.max(1, pool.tight), "node")}` : ""}.`}
        blocks={nodes.map((node) => ({
          label: shortName(node.name),
          note: node.zone?.match(/[a-z]$/) ? `zone ${node.zone.slice(-1)}` : undefined,
          foot: !node.ready
            ? "not ready"
            : free(node) < amountOf(node.capacity, of) / squares
              ? "full"
              : `${show(free(node))} free`,
          units: squaresOf(
            {
              capacity: amountOf(node.capacity, of),
              allocatable: amountOf(node.allocatable, of),
              pods: node.pods.map((pod) => ({
                code: pod.workload === null ? "··" : (codes.get(pod.workload) ?? "··"),
                request: amountOf(pod.requested, of),
                used: pod.used && amountOf(pod.used, of),
              })),
            },
            squares,
          ).map(
            (square): Unit => (stale && square.kind === "free" ? { ...square, kind: "unknown" } : square),
          ),
        }))}
        rows={{
          head: ["Node", "Zone", "Allocatable", "Promised", "Used now", "Pods"],
          body: nodes.map((node) => [
            node.name,
            node.zone ?? "unknown",
            show(amountOf(node.allocatable, of)),
            show(amountOf(node.requested, of)),
            node.used ? show(amountOf(node.used, of)) : "unknown",
            node.pods.length,
          ]),
        }}
      />
    </div>
  );
}

/** `ip-10-43-7-91.eu-central-1.compute.internal` -> `10-43-7-91`: what differs from the others. */
const shortName = (name: string): string => (name.split(".")[0] ?? name).replace(/^ip-/, "").slice(0, 14);
