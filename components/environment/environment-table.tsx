import { Columns2 } from "lucide-react";
import type { EnvironmentItem } from "@/lib/contract/environment-view";
import type { ClusterView, StatusKind } from "@/lib/contract/view";
import { counted } from "@/lib/domain/promotion/sentence";
import { EnvironmentName } from "../frame/prod-label";
import { Status, StatusCounts } from "../status/status";
import { When } from "../time/when";
import { cn } from "../ui/class-names";
import { Empty } from "../ui/empty";
import { Link } from "../ui/link";

export type EnvironmentList = { items: EnvironmentItem[]; asOf: string };

function Cluster({ cluster, asOf }: { cluster: ClusterView; asOf: string }) {
  const dark = cluster.reachable !== true;
  return (
    <span className={cn("flex flex-wrap items-center gap-x-1.5", cluster.reachable === false && "hatch")}>
      <span className="mono">{cluster.name}</span>
      {cluster.region ? <span className="text-11 text-text-3">{cluster.region}</span> : null}
      {dark ? (
        <Status
          kind="unknown"
          className="text-11"
          word={
            cluster.reachable === null ? (
              "no answer yet"
            ) : cluster.asOf ? (
              <>
                not answering, last <When at={cluster.asOf} asOf={asOf} />
              </>
            ) : (
              "not answering"
            )
          }
        />
      ) : null}
    </span>
  );
}

const head = "px-3.5 py-2 text-left font-normal text-text-2";
const field =
  "border-t border-line px-3.5 py-2.5 align-top max-md:block max-md:border-0 max-md:px-3.5 max-md:py-1";

export function EnvironmentTable({ view }: { view: EnvironmentList }) {
  if (view.items.length === 0)
    return (
      <Empty title="No environment is declared, or you may see none" command="o8 fleet lint .">
        <code className="mono">orchestr8.yaml</code> lists the environments and their order; teams say who may
        see them.
      </Empty>
    );
  return (
    <div className="panel overflow-hidden">
      <table className="w-full border-separate border-spacing-0 max-md:block">
        <caption className="heard">Environments in promotion order</caption>
        <thead className="max-md:heard">
          <tr>
            {["Environment", "Clusters", "Applications", "Health", "Changes"].map((name) => (
              <th key={name} scope="col" className={head}>
                {name}
              </th>
            ))}
            <th scope="col" className={head}>
              <span className="heard">Compare</span>
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {view.items.map((item, index) => (
            <Row key={item.name} item={item} before={view.items[index - 1]} asOf={view.asOf} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  item,
  before,
  asOf,
}: {
  item: EnvironmentItem;
  before: EnvironmentItem | undefined;
  asOf: string;
}) {
  const rule = item.production && "border-t-2 border-t-rule";
  return (
    <tr
      className={cn(
        "hover:bg-hover max-md:block max-md:border-t max-md:border-line max-md:py-2 max-md:first:border-t-0",
        item.production && "max-md:border-t-2 max-md:border-t-rule",
      )}
    >
      <th scope="row" className={cn(field, rule, "text-left font-semibold")}>
        <Link
          href={`/environments/${item.name}`}
          data-row
          className="relative rounded-sm before:absolute before:-inset-1 hover:underline"
        >
          <EnvironmentName name={item.name} production={item.production} />
        </Link>
        {item.type === item.name ? null : (
          <span className="block text-11 font-normal text-text-3">{item.type}</span>
        )}
      </th>
      <td className={cn(field, rule)}>
        <span className="grid gap-0.5">
          {item.clusters.map((cluster) => (
            <Cluster key={cluster.name} cluster={cluster} asOf={asOf} />
          ))}
          {item.clusters.length === 0 ? <span className="text-text-2">no cluster</span> : null}
        </span>
      </td>
      <td className={cn(field, rule)}>
        {item.applications}
        <span className="md:hidden"> applications</span>
      </td>
      <td className={cn(field, rule)}>
        <StatusCounts counts={item.health.counts as Partial<Record<StatusKind, number>>} />
        <span className="block pl-[19px] text-11 text-text-3">
          {counted(
            Object.values(item.health.counts).reduce((sum, count) => sum + count, 0),
            "placement",
          )}
        </span>
      </td>
      <td className={cn(field, rule)}>
        {item.window.state === "closed" ? (
          <Status kind="waiting" word={item.window.text} />
        ) : (
          <span>{item.window.text}</span>
        )}
        {item.sleep ? (
          <Link
            href={`/schedules?env=${item.name}`}
            className="block w-fit rounded-sm text-12 text-text-2 hover:underline"
          >
            {item.sleep.asleep ? <Status kind="waiting" word={item.sleep.text} /> : item.sleep.text}
          </Link>
        ) : null}
        {item.window.name ? (
          <span className="block text-11 text-text-3">{item.window.name.replaceAll("_", " ")}</span>
        ) : null}
      </td>
      <td className={cn(field, rule, "text-right max-md:text-left")}>
        {before ? (
          <Link
            href={`/compare/${before.name}...${item.name}`}
            className="inline-flex min-h-6 items-center gap-1.5 rounded-sm text-text-2 hover:text-text max-md:min-h-11"
          >
            <Columns2 aria-hidden /> Compare with {before.name}
          </Link>
        ) : null}
      </td>
    </tr>
  );
}
