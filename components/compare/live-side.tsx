import type { LiveRow } from "@/lib/contract/environment-diff";
import type { DiffSide } from "../diff/diff-line";
import { ProdLabel } from "../frame/prod-label";
import { Freshness } from "../time/freshness";
import { cn } from "../ui/class-names";
import { liveText } from "./live-text";

const shownLetters = 400;

/** The third column of the selected row: what runs on the right side, since when it is known, and who wrote it. */
export function LiveSide({ side, row, path }: { side: DiffSide; row: LiveRow; path: string }) {
  const text = liveText(row, path, shownLetters);
  const good = row.kind === "declared" && row.reason === null;
  return (
    <div className="border-t border-line px-3.5 pt-[11px] pb-3">
      <h3 className="flex items-center gap-1.5">
        {side.production ? <ProdLabel /> : null}
        {side.name}, live
      </h3>
      <Freshness at={row.asOf} reason={row.reason} source={row.cluster} className="mt-1 font-normal" />
      <p
        className={cn(
          "mt-[7px] rounded-[5px] px-2 py-1 [overflow-wrap:anywhere]",
          row.kind === "other" ? "mono bg-inset text-13" : good ? "text-text-2" : "hatch text-text-2",
        )}
      >
        {text}
      </p>
      {row.manager ? <p className="mt-1.5 text-12 text-text-2">Last written by {row.manager}</p> : null}
      {row.kind === "unknown" && row.reason ? (
        <p className="mt-1.5 text-12 text-text-2">{row.reason}</p>
      ) : null}
    </div>
  );
}
