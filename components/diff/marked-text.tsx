import { cn } from "../ui/class-names";
import { keyed } from "../ui/keyed";
import type { Marked } from "./word-marks";

/** Text with its changed words marked; the sign stands in the gutter, the mark only points. */
export function MarkedText({
  parts,
  side,
}: {
  parts: readonly Marked[];
  side: "added" | "removed" | "quiet";
}) {
  return keyed(parts, (part) => `${part.changed} ${part.text}`).map(({ key, item }) =>
    item.changed ? (
      <mark
        key={key}
        className={cn(
          "rounded-[3px] py-0.5 text-inherit",
          side === "added" && "bg-added-mark",
          side === "removed" && "bg-removed-mark",
          side === "quiet" && "bg-transparent py-0 underline decoration-line-strong underline-offset-3",
        )}
      >
        {item.text}
      </mark>
    ) : (
      <span key={key}>{item.text}</span>
    ),
  );
}

/** "−1.8.0 +1.8.2": one value before and after, on one line. */
export function ValueChange({ before, after }: { before: string | null; after: string | null }) {
  return (
    <span className="mono inline-flex flex-wrap gap-1.5">
      {before === null ? null : (
        <del className="rounded-[3px] bg-removed-mark px-1 no-underline [overflow-wrap:anywhere]">
          −{before}
        </del>
      )}
      {after === null ? null : (
        <ins className="rounded-[3px] bg-added-mark px-1 no-underline [overflow-wrap:anywhere]">+{after}</ins>
      )}
    </span>
  );
}
