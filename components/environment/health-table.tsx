import type { EnvironmentView } from "@/lib/contract/environment-view";
import { Status } from "../status/status";
import { When } from "../time/when";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";
import { Panel } from "../ui/panel";

type Row = EnvironmentView["applications"][number];

const head = "px-2 py-1.5 text-left font-normal text-text-2 first:pl-0 last:pr-0 whitespace-nowrap";
const field = "border-t border-line px-2 py-[5px] align-middle first:pl-0 last:pr-0";

function HealthRow({ row, asOf }: { row: Row; asOf: string }) {
  return (
    <tr className={cn(row.staleSince && "hatch")}>
      <th scope="row" className={cn(field, "text-left font-semibold")}>
        <Link
          href={`/applications/${row.application}`}
          data-row
          className="relative rounded-sm before:absolute before:-inset-y-1 before:inset-x-0 hover:underline"
        >
          {row.application}
        </Link>
      </th>
      <td className={cn(field, "whitespace-nowrap")}>
        {row.version ? (
          <span className="mono">{row.version}</span>
        ) : (
          <span className="text-text-2">none</span>
        )}
        {row.since ? (
          <span className="ml-1.5 text-11 text-text-3">
            <When at={row.since} form="age" asOf={asOf} />
          </span>
        ) : null}
      </td>
      <td className={field}>
        <Status kind={row.health.kind} word={row.health.word} />
        {row.staleSince ? (
          <span className="block pl-[19px] text-11 text-text-2">
            last seen <When at={row.staleSince} asOf={asOf} />
          </span>
        ) : row.health.reason ? (
          <span className="block pl-[19px] text-11 text-text-2">{row.health.reason}</span>
        ) : null}
        <span className="block pl-[19px] text-11 text-text-2 md:hidden">
          {row.sync.word}, {row.pods ? `${row.pods.ready} of ${row.pods.wanted} pods` : "pods unknown"}
        </span>
      </td>
      <td className={cn(field, "max-md:hidden")}>
        {row.sync.kind === "healthy" ? (
          <span className="whitespace-nowrap text-text-2">{row.sync.word}</span>
        ) : (
          <Status kind={row.sync.kind} word={row.sync.word} />
        )}
      </td>
      <td className={cn(field, "text-right whitespace-nowrap max-md:hidden")}>
        {row.pods ? (
          <>
            {row.pods.ready} <span className="text-text-2">of {row.pods.wanted}</span>
          </>
        ) : (
          <span className="text-text-2">unknown</span>
        )}
      </td>
    </tr>
  );
}

/** Each application here: what Git wants, whether it is healthy, and whether the cluster is as Git says. */
export function HealthTable({ view }: { view: EnvironmentView }) {
  const silent = view.clusters
    .filter((cluster) => cluster.reachable === false)
    .map((cluster) => cluster.name);
  return (
    <Panel
      title="Health by application"
      note={
        silent.length > 0
          ? `${silent.join(" and ")} ${silent.length === 1 ? "does" : "do"} not answer`
          : undefined
      }
      className="flex flex-col"
      bodyClassName="flex flex-1 flex-col"
    >
      {view.applications.length === 0 ? (
        <p className="text-text-2">No application is declared here.</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full border-separate border-spacing-0">
            <caption className="heard">Health by application in {view.name}</caption>
            <thead>
              <tr>
                <th scope="col" className={head}>
                  Application
                </th>
                <th scope="col" className={head}>
                  Version, since
                </th>
                <th scope="col" className={head}>
                  Health
                </th>
                <th scope="col" className={cn(head, "max-md:hidden")}>
                  Sync
                </th>
                <th scope="col" className={cn(head, "text-right max-md:hidden")}>
                  Pods
                </th>
              </tr>
            </thead>
            <tbody>
              {view.applications.map((row) => (
                <HealthRow key={row.application} row={row} asOf={view.asOf} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="mt-auto pt-3 text-12 text-text-2">{view.applicationsCaption}</p>
    </Panel>
  );
}
