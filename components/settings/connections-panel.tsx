import type { ResultOf } from "@/lib/contract/operation";
import type { show } from "@/lib/contract/settings";
import { Status } from "../status/status";
import { When } from "../time/when";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";
import { Panel } from "../ui/panel";

type Connection = ResultOf<typeof show>["connections"][number];

/** What the console speaks to: its state with the reason, and the last time it answered. */
export function ConnectionsPanel({
  connections,
  asOf,
}: {
  connections: readonly Connection[];
  asOf: string;
}) {
  return (
    <Panel
      id="connections"
      title="Connections"
      note={
        <>
          read-only: set by the environment of the process and by orchestr8.yaml;{" "}
          <Link href="/start" className="underlined hover:text-text">
            what is left to set up
          </Link>
        </>
      }
      flush
      className="scroll-mt-4"
    >
      <ul className="divide-y divide-line">
        {connections.map((one) => (
          <li
            key={`${one.kind} ${one.name}`}
            className={cn(
              "grid gap-x-4 gap-y-0.5 px-3.5 py-2 md:grid-cols-[120px_minmax(0,1fr)_minmax(150px,auto)_120px]",
              one.status.kind === "unknown" && "hatch",
            )}
          >
            <span className="text-text-2 max-md:text-12">{one.kind}</span>
            <span className="min-w-0">
              <b className="[overflow-wrap:anywhere]">{one.name}</b>
              <span className="block text-12 text-text-2 [overflow-wrap:anywhere]">{one.detail}</span>
            </span>
            <Status kind={one.status.kind} word={one.status.word} reason={one.status.reason} />
            <span className="text-12 text-text-3 md:text-right">
              {one.lastSuccess ? (
                <>
                  answered <When at={one.lastSuccess} asOf={asOf} />
                </>
              ) : (
                "no answer seen yet"
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
