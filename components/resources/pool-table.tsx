import type { EnvironmentResources, NodePoolView, UseWindow } from "@/lib/contract/resources-view";
import { coresText, shareText } from "@/lib/domain/capacity-review/amount-text";
import { money } from "@/lib/domain/cost-review/money";
import { counted } from "@/lib/domain/promotion/sentence";
import { ChartFigure } from "../chart/chart-figure";
import { EnvironmentName } from "../frame/prod-label";
import { SourceLink } from "../provenance/source-link";
import { Status } from "../status/status";
import { When } from "../time/when";
import { cn } from "../ui/class-names";
import { PoolDrawing } from "./pool-drawing";
import { RightSizePoolDialog } from "./right-size-pool-dialog";
import { ScaleDialog } from "./scale-dialog";

type Row = { environment: EnvironmentResources; pool: NodePoolView };
const head = "px-2 py-1.5 text-left font-normal whitespace-nowrap text-text-2 first:pl-0 last:pr-0";
const cell =
  "border-t border-line px-2 py-[7px] align-middle first:pl-0 last:pr-0 max-md:block max-md:border-0 max-md:px-0 max-md:py-1";

/** Every pool with what is declared and what runs. A pool that was never heard has no numbers. */
export function PoolTable({
  environments,
  asOf,
  window,
}: {
  environments: readonly EnvironmentResources[];
  asOf: string;
  window: UseWindow;
}) {
  const rows = environments.flatMap((environment) =>
    environment.pools.map((pool) => ({ environment, pool })),
  );
  const known = rows.filter(({ pool }) => pool.nodes !== null);
  const nodes = known.reduce((sum, { pool }) => sum + (pool.nodes?.length ?? 0), 0);
  return (
    <div className="panel px-3.5 py-2.5">
      <ChartFigure
        title="Node pools"
        note={`${counted(nodes, "node")} on ${known.length} of ${counted(rows.length, "cluster")} heard`}
        summary={caption(rows)}
        rows={{
          head: [
            "Pool",
            "Instance type",
            "Now",
            "Min",
            "Max",
            "Pending pods",
            "Not ready",
            "Promised",
            "Used",
            "A month (estimate)",
          ],
          body: rows.map(({ environment, pool }) => [
            `${environment.environment} on ${pool.cluster.name}`,
            pool.instanceType ?? "undeclared",
            pool.nodes?.length ?? "unknown",
            pool.min ?? "none",
            pool.max ?? "none",
            pool.pending ?? "unknown",
            pool.notReady ?? "unknown",
            shareOf(pool, "requested") ?? "unknown",
            shareOf(pool, "used") ?? "unknown",
            pool.monthly ? money(pool.monthly.value, pool.monthly.currency) : "unknown",
          ]),
        }}
      >
        <table className="w-full border-separate border-spacing-0 max-md:block">
          <caption className="heard">Node pools by environment</caption>
          <thead className="max-md:heard">
            <tr>
              {[
                "Environment, cluster",
                "Type, declared",
                "Nodes: filled are running, dashed may be added",
                "Now",
                "Pending pods",
              ].map((name) => (
                <th key={name} scope="col" className={head}>
                  {name}
                </th>
              ))}
              {["Promised", "Used", "A month"].map((name) => (
                <th key={name} scope="col" className={cn(head, "text-right")}>
                  {name}
                </th>
              ))}
              <th scope="col" className={head}>
                <span className="heard">Act</span>
              </th>
            </tr>
          </thead>
          <tbody className="max-md:block">
            {rows.map((row) => (
              <PoolRow
                key={`${row.environment.environment}/${row.pool.cluster.name}`}
                {...row}
                asOf={asOf}
                window={window}
              />
            ))}
          </tbody>
        </table>
      </ChartFigure>
    </div>
  );
}

function PoolRow({ environment, pool, asOf, window }: Row & { asOf: string; window: UseWindow }) {
  const { cluster, nodes, pending } = pool;
  const failover = cluster.role === "failover";
  const stale = cluster.reachable === false;
  const [declared] = pool.declared;
  const rule = environment.production && !failover && "border-t-2 border-t-rule";
  const number = (text: string | null) => text ?? <span className="text-text-3">unknown</span>;
  return (
    <tr
      className={cn(
        "max-md:grid max-md:grid-cols-2 max-md:border-t max-md:border-line max-md:py-2",
        stale && "hatch",
      )}
    >
      <th scope="row" className={cn(cell, rule, "text-left font-semibold")}>
        {failover ? (
          <span className="font-normal text-text-2">failover of {environment.environment}</span>
        ) : (
          <EnvironmentName name={environment.environment} production={environment.production} />
        )}
        <span className="mono block text-11 font-normal text-text-3">{cluster.name}</span>
      </th>
      <td className={cn(cell, rule)}>
        <span className="mono block text-12">{pool.instanceType ?? "undeclared"}</span>
        {declared ? <SourceLink source={declared} short className="text-11 md:whitespace-nowrap" /> : null}
        {pool.declared.length > 1 ? (
          <span className="text-11 text-text-3"> and {pool.declared.length - 1} more</span>
        ) : null}
      </td>
      <td className={cn(cell, rule, "max-md:col-span-2")}>
        <PoolDrawing pool={pool} summary={drawingText(pool)} />
      </td>
      <td className={cn(cell, rule, "text-16 font-semibold")}>
        {nodes === null ? <span className="text-13 font-normal text-text-3">unknown</span> : nodes.length}
        <span className="text-12 font-normal text-text-2 md:hidden"> nodes now</span>
      </td>
      <td className={cn(cell, rule)}>
        {stale ? (
          <Status
            kind="unknown"
            word={
              cluster.asOf ? (
                <>
                  last seen <When at={cluster.asOf} asOf={asOf} />
                </>
              ) : (
                "never seen"
              )
            }
          />
        ) : pending === null ? (
          <Status kind="unknown" word="unknown" />
        ) : pending > 0 ? (
          <Status kind="attention" word={`${counted(pending, "pod")} waiting`} />
        ) : (
          <span className="text-text-2">
            none{(pool.notReady ?? 0) > 0 ? "" : <span className="md:hidden"> pending</span>}
          </span>
        )}
        {(pool.notReady ?? 0) > 0 ? <Status kind="attention" word={`${pool.notReady} not ready`} /> : null}
      </td>
      <td className={cn(cell, rule, "text-right max-md:text-left")}>
        {number(shareOf(pool, "requested"))}
        <span className="text-text-2 md:hidden"> promised</span>
      </td>
      <td className={cn(cell, rule, "text-right font-semibold max-md:text-left max-md:font-normal")}>
        {number(shareOf(pool, "used"))}
        <span className="text-text-2 md:hidden"> used</span>
      </td>
      <td className={cn(cell, rule, "text-right whitespace-nowrap max-md:text-left")}>
        {number(pool.monthly && money(pool.monthly.value, pool.monthly.currency))}
        <span className="text-11 text-text-3 md:block"> estimate</span>
      </td>
      <td className={cn(cell, rule, "text-right max-md:col-span-2 max-md:text-left")}>
        {failover || pool.min === null || pool.max === null ? (
          <span className="text-11 text-text-3">
            {failover ? "sized with its primary" : "no pool declared"}
          </span>
        ) : (
          <span className="inline-grid justify-items-stretch gap-1">
            <ScaleDialog environment={environment} min={pool.min} max={pool.max} />
            <RightSizePoolDialog environment={environment} window={window} />
          </span>
        )}
      </td>
    </tr>
  );
}

/** Of the CPU that pods may have; null as soon as one node's figure is unknown. */
function shareOf({ nodes }: NodePoolView, key: "requested" | "used"): string | null {
  if (!nodes || nodes.length === 0 || nodes.some((node) => node[key] === null)) return null;
  const whole = nodes.reduce((sum, node) => sum + node.allocatable.cpuMillis, 0);
  return whole === 0
    ? null
    : shareText(
        nodes.reduce((sum, node) => sum + (node[key]?.cpuMillis ?? 0), 0),
        whole,
      );
}

const drawingText = ({ nodes, min, max, cluster }: NodePoolView): string =>
  `${nodes === null ? "nodes unknown" : counted(nodes.length, "node")}${cluster.reachable === false ? " when last seen" : ""}, at least ${min ?? "undeclared"}, at most ${max ?? "undeclared"}`;

function caption(rows: readonly Row[]): string {
  const waiting = rows
    .filter(({ pool }) => (pool.pending ?? 0) > 0)
    .map(({ environment }) => environment.environment);
  const free = rows
    .flatMap(({ pool }) => pool.nodes ?? [])
    .reduce((sum, node) => sum + Math.max(0, node.allocatable.cpuMillis - node.requested.cpuMillis), 0);
  const silent = rows.filter(({ pool }) => pool.nodes === null).length;
  return [
    waiting.length > 0
      ? `Pods wait for a node in ${[...new Set(waiting)].join(", ")}.`
      : "No pod is known to wait for a node.",
    silent < rows.length ? `${coresText(free)} are free.` : "",
    silent > 0 ? `Of ${counted(silent, "cluster")} no node was heard.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}
