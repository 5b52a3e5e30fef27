import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import type { FleetView } from "@/lib/contract/fleet";
import type { ClusterView } from "@/lib/contract/view";
import { EnvironmentName } from "../frame/prod-label";
import { Status } from "../status/status";
import { timeText } from "../time/time-text";
import { Link } from "../ui/link";

type Head = FleetView["environments"][number];

/** A cluster of the column cannot be trusted to be as shown. */
export const isSilent = (head: Head): boolean => head.clusters.some((cluster) => cluster.reachable === false);

function ClusterName({ cluster }: { cluster: ClusterView }) {
  if (cluster.reachable !== false) return <span>{cluster.name}</span>;
  return <span className="hatch text-unknown underline decoration-dotted">{cluster.name}</span>;
}

const silence = (cluster: ClusterView): string =>
  cluster.asOf
    ? `${cluster.name} not answering since ${timeText(new Date(cluster.asOf), new Date(cluster.asOf), "clock", "UTC").slice(0, 5)} UTC`
    : `${cluster.name} not answering, never heard from`;

/** A column: the environment, its clusters, which of them is silent, and whether changes may go in now. */
export function ColumnHead({ head, last }: { head: Head; last: boolean }) {
  const silent = head.clusters.filter((cluster) => cluster.reachable === false);
  const unheard = head.clusters.filter((cluster) => cluster.reachable === null);
  return (
    <div className="grid min-w-0 gap-0.5">
      <div className="flex items-center gap-1.5">
        <Link
          href={`/environments/${head.name}`}
          className="relative min-w-0 truncate rounded-sm font-semibold before:absolute before:-inset-y-0.5 before:inset-x-0 hover:underline"
        >
          <EnvironmentName name={head.name} production={head.production} />
        </Link>
        {last ? null : <ChevronRight aria-hidden className="ml-auto text-text-3" />}
      </div>
      <div className="mono text-11 leading-[1.35] text-text-3 [overflow-wrap:anywhere]">
        {head.clusters.map((cluster, index) => (
          <Fragment key={cluster.name}>
            {index > 0 ? (
              <span>
                {" "}
                <wbr />·{" "}
              </span>
            ) : null}
            <span className="whitespace-nowrap">
              <ClusterName cluster={cluster} />
            </span>
          </Fragment>
        ))}
        {head.clusters.length === 0 ? "no cluster" : null}
      </div>
      {silent.map((cluster) => (
        <Status
          key={cluster.name}
          kind="unknown"
          word={silence(cluster)}
          className="items-start text-11 leading-[1.35] font-normal"
        />
      ))}
      {silent.length === 0 && unheard.length > 0 ? (
        <Status kind="unknown" word="no answer yet" className="text-11 font-normal" />
      ) : null}
      {head.sleep?.asleep ? (
        <Status kind="waiting" word={head.sleep.text} className="text-11 font-normal" />
      ) : null}
      {head.window.state === "closed" ? (
        <Status kind="waiting" word={head.window.text} className="text-11 font-normal" />
      ) : (
        <span className="truncate text-11 text-text-3">{head.window.text}</span>
      )}
    </div>
  );
}
