import type { ApplicationView } from "@/lib/contract/application";
import { StatusShape } from "../status/status-shape";
import { When } from "../time/when";
import { keyed } from "../ui/keyed";
import { Link } from "../ui/link";
import { Panel } from "../ui/panel";

type Event = ApplicationView["events"][number];

function EventLine({ event, asOf }: { event: Event; asOf: string }) {
  return (
    <li className="grid grid-cols-[56px_14px_minmax(0,1fr)] gap-x-2 px-3.5 py-[5px] text-12 leading-[1.4]">
      <span className="text-11 leading-[17px] text-text-3">
        <When at={event.at} form="age" asOf={asOf} />
      </span>
      <span className="pt-px">
        <StatusShape kind={event.status.kind} className="size-[13px]" />
        <span className="heard">{event.status.word}: </span>
      </span>
      <span className="grid min-w-0">
        <span className="[overflow-wrap:anywhere]">
          {event.href ? (
            <Link href={event.href} className="rounded-sm hover:underline">
              {event.text}
            </Link>
          ) : (
            event.text
          )}
        </span>
        {event.detail ? <span className="truncate text-11 text-text-2">{event.detail}</span> : null}
      </span>
    </li>
  );
}

/** What happened last, newest first. */
export function LastEvents({ events, asOf }: { events: readonly Event[]; asOf: string }) {
  return (
    <Panel
      title="Last events"
      aside={
        <Link href="/audit" className="hover:text-text">
          Audit
        </Link>
      }
      flush
    >
      {events.length === 0 ? (
        <p className="px-3.5 py-3 text-text-2">Nothing has happened to it yet.</p>
      ) : (
        <ul className="py-1.5">
          {keyed(events, (event) => `${event.at} ${event.text}`).map(({ key, item }) => (
            <EventLine key={key} event={item} asOf={asOf} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
