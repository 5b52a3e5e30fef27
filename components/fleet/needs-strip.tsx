import type { ReactNode } from "react";
import type { FleetView } from "@/lib/contract/fleet";
import type { StatusKind } from "@/lib/contract/view";
import { Status } from "../status/status";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";

type Need = FleetView["needs"]["waiting"];

/** A need that is nothing is said in the quiet colour and with the healthy shape only where that is known. */
function NeedCard({ need, kind, word }: { need: Need; kind: StatusKind; word: string }) {
  const inside: ReactNode = (
    <>
      <span
        className={cn(
          "min-w-5 pt-[3px] text-28 leading-none font-semibold tracking-[-.03em]",
          need.count === 0 && "text-text-3",
        )}
      >
        {need.count}
      </span>
      <span className="grid min-w-0 content-start leading-[1.4]">
        {need.count === 0 ? (
          <span className="font-medium text-text-2">{word}</span>
        ) : (
          <Status kind={kind} word={word} />
        )}
        <span className="text-text-2 [overflow-wrap:anywhere]">{need.text}</span>
      </span>
    </>
  );
  const look = "panel flex gap-3 px-3.5 py-2.5";
  return need.href ? (
    <Link href={need.href} scroll={false} className={cn(look, "hover:bg-hover")}>
      {inside}
    </Link>
  ) : (
    <div className={look}>{inside}</div>
  );
}

/** What needs somebody now: four numbers, each the way to its list. */
export function NeedsStrip({ needs }: { needs: FleetView["needs"] }) {
  return (
    <ul
      aria-label="Needs you"
      className="mb-[18px] grid grid-cols-4 gap-3 max-lg:grid-cols-2 max-sm:grid-cols-1 max-sm:gap-2 [&>li]:grid"
    >
      <li>
        <NeedCard
          need={needs.waiting}
          kind="waiting"
          word={needs.waiting.count === 1 ? "waits for you" : "wait for you"}
        />
      </li>
      <li>
        <NeedCard need={needs.failed} kind="failed" word="failed" />
      </li>
      <li>
        <NeedCard need={needs.drift} kind="attention" word="drift" />
      </li>
      <li>
        <NeedCard need={needs.silent} kind="unknown" word="not answering" />
      </li>
    </ul>
  );
}
