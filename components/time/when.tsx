"use client";

import { cn } from "../ui/class-names";
import { Tooltip } from "../ui/tooltip";
import { absoluteText, type TimeForm, timeText } from "./time-text";
import { useNow } from "./use-now";

/**
 * A moment. The server and the first paint say absolute UTC, or, with `asOf` (the view's own time), the words as of
 * then; afterwards the reader's zone and clock refine it, so nothing mismatches. Local and UTC on hover and focus.
 */
export function When({
  at,
  form = "ago",
  asOf,
  className,
}: {
  /** ISO 8601, UTC. */
  at: string;
  form?: TimeForm;
  asOf?: string | undefined;
  className?: string;
}) {
  const now = useNow();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span className={className}>unknown</span>;
  const words = now
    ? timeText(date, now, form)
    : asOf
      ? timeText(date, new Date(asOf), form, "UTC")
      : form === "clock" || form === "minute"
        ? timeText(date, date, form, "UTC")
        : absoluteText(date, "UTC");
  const utc = absoluteText(date, "UTC", true);
  const local = now ? absoluteText(date, undefined, true) : null;
  const time = (
    <time
      dateTime={date.toISOString()}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its absolute time must be reachable by keyboard too
      tabIndex={0}
      className={cn("whitespace-nowrap rounded-sm", className)}
    >
      {words}
    </time>
  );
  return (
    <Tooltip
      text={
        <span className="grid gap-px">
          {local && local !== utc ? <span>{local}</span> : null}
          <span>{utc}</span>
        </span>
      }
    >
      {time}
    </Tooltip>
  );
}
