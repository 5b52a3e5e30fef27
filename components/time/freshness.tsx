"use client";

import { RotateCw } from "lucide-react";
import { cn } from "../ui/class-names";
import { durationText } from "./time-text";
import { useNow } from "./use-now";
import { When } from "./when";

/**
 * `as of` for a live panel. Past its limit the data itself looks old: hatched, with the time, the cause and a retry.
 * Limits: watch data 30 s, Git 2 min, metrics 2 scrape intervals, cost 24 h.
 */
export function Freshness({
  at,
  limitMs,
  reason,
  source,
  onRetry,
  className,
}: {
  /** Null: nothing was ever seen. */
  at: string | null;
  /** Absent: the page is read once and does not age by itself. */
  limitMs?: number | undefined;
  /** Why it is old, when that is known: "cluster eu-1 unreachable". */
  reason?: string | null | undefined;
  /** What it is the age of: "Git", "prod-primary". */
  source?: string | undefined;
  onRetry?: () => void;
  className?: string;
}) {
  const now = useNow();
  const age = now && at ? now.getTime() - new Date(at).getTime() : null;
  const old = at === null || reason != null || (limitMs !== undefined && age !== null && age > limitMs);
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.5 text-12 text-text-3",
        old && "hatch rounded-sm px-1.5 text-text-2",
        className,
      )}
    >
      <span>
        {source ? `${source} ` : null}
        {at ? (
          <>
            as of <When at={at} form="clock" />
            {old && age !== null ? `, ${durationText(age)} old` : null}
          </>
        ) : (
          "never seen"
        )}
        {reason ? `, ${reason}` : null}
      </span>
      {onRetry && old ? (
        <button
          type="button"
          onClick={onRetry}
          className="inline-grid size-6 place-items-center rounded-sm hover:bg-hover"
        >
          <RotateCw aria-hidden className="size-3" />
          <span className="heard">Read again</span>
        </button>
      ) : null}
    </span>
  );
}
