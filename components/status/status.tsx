import type { ReactNode } from "react";
import type { StatusKind } from "@/lib/contract/view";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";
import { StatusShape, statusText } from "./status-shape";

/**
 * A state as shape, word and colour. `dense` drops the word from sight, never from the accessible name.
 * `stale` says that it is the last known value: it is hatched and named so.
 */
export function Status({
  kind,
  word,
  reason,
  dense = false,
  stale,
  href,
  plain = false,
  className,
}: {
  kind: StatusKind;
  /** The word for it here: "drift 2", "opens Mon 09:00". */
  word: ReactNode;
  reason?: ReactNode;
  dense?: boolean;
  /** The time last seen, in words: "13:48". */
  stale?: string | undefined;
  href?: string | undefined;
  /** Word in text colour, only the shape is coloured: on tints and selected rows. */
  plain?: boolean;
  className?: string;
}) {
  const inside = (
    <>
      <StatusShape kind={kind} />
      <span className={dense ? "heard" : "min-w-0"}>{word}</span>
      {dense && reason ? <span className="heard">, {reason}</span> : null}
      {stale ? <span className="heard">, last seen {stale}</span> : null}
    </>
  );
  const look = cn(
    "relative inline-flex min-w-0 items-center gap-[5px] font-medium",
    !dense && "max-w-full",
    plain ? "text-text" : statusText[kind],
    stale && "hatch rounded-sm",
    className,
  );
  const line = href ? (
    <Link href={href} className={cn(look, "hover:underline underline-offset-3")}>
      {inside}
    </Link>
  ) : (
    <span className={look}>{inside}</span>
  );
  if (dense || !reason) return line;
  return (
    <span className="inline-grid min-w-0 gap-px">
      {line}
      <span className="pl-[19px] text-12 leading-[1.35] text-text-2">{reason}</span>
    </span>
  );
}

const gravest: readonly StatusKind[] = ["failed", "attention", "unknown", "waiting", "moving", "healthy"];

/** Of several states the one that must be shown; nothing seen is unknown, never healthy. */
export const worstOf = (kinds: readonly StatusKind[]): StatusKind =>
  gravest.find((kind) => kinds.includes(kind)) ?? "unknown";

/** "2 failed, 1 unknown of 14" with the gravest shape. */
export function StatusCounts({ counts }: { counts: Partial<Record<StatusKind, number>> }) {
  const present = gravest.filter((kind) => (counts[kind] ?? 0) > 0);
  const total = present.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
  const odd = present.filter((kind) => kind !== "healthy");
  const words =
    total === 0
      ? "nothing seen"
      : odd.length === 0
        ? `all ${total} healthy`
        : `${odd.map((kind) => `${counts[kind]} ${kind}`).join(", ")} of ${total}`;
  return <Status kind={worstOf(present)} word={words} />;
}
