"use client";

import { cn } from "../ui/class-names";
import { isLoud, type Kind, kinds } from "./compare-rows";
import { LoudWord } from "./loud-look";
import { word } from "./shown-items";

/** How many of each kind; each count is a filter. The loud three stand first, also at zero. */
export function CompareSummary({
  counts,
  only,
  onOnly,
}: {
  counts: Record<Kind, number>;
  only: Kind | null;
  onOnly: (kind: Kind | null) => void;
}) {
  const loud = kinds.filter(isLoud);
  const quiet = kinds.filter((kind) => !isLoud(kind) && (kind !== "one-sided" || counts[kind] > 0));
  const count = (kind: Kind) => {
    const none = counts[kind] === 0;
    return (
      <button
        key={kind}
        type="button"
        aria-pressed={only === kind}
        onClick={() => onOnly(only === kind ? null : kind)}
        className={cn(
          "grid content-start justify-items-start gap-[3px] rounded-md px-3 py-0.5 text-left leading-[18px] hover:bg-hover max-md:min-h-11 max-md:px-1.5",
          only === kind && "edged bg-selected hover:bg-selected",
        )}
      >
        <span
          className={cn(
            "text-22 leading-[1.1] tracking-[-.03em]",
            isLoud(kind) && !none ? "font-semibold" : "font-medium text-text-2 max-md:text-16",
          )}
        >
          {counts[kind].toLocaleString("en-US")}
        </span>
        {isLoud(kind) && !none ? (
          <LoudWord kind={kind} />
        ) : (
          <span className="text-text-2 max-md:text-12 max-md:leading-[15px] md:whitespace-nowrap">
            {word(kind)}
          </span>
        )}
      </button>
    );
  };
  return (
    <fieldset className="flex flex-wrap gap-y-2 px-1.5 pt-2.5 pb-2 max-md:grid max-md:grid-cols-1">
      <legend className="heard">Show only one kind</legend>
      <div className="flex flex-wrap max-md:grid max-md:grid-cols-3 max-[359px]:grid-cols-1">
        {loud.map(count)}
      </div>
      <div className="ml-auto flex flex-wrap border-l border-line pl-2 max-md:ml-0 max-md:grid max-md:grid-cols-[repeat(5,minmax(0,1fr))] max-md:border-t max-md:border-l-0 max-md:pt-2 max-md:pl-0 max-[359px]:grid-cols-2">
        {quiet.map(count)}
      </div>
    </fieldset>
  );
}
