import { Lock } from "lucide-react";
import { Origin } from "../provenance/origin";
import { cn } from "../ui/class-names";
import { keyed } from "../ui/keyed";
import { MarkedText } from "./marked-text";
import type { Marked } from "./word-marks";

export type DiffValue =
  | { kind: "value"; text: string; layer?: string | null | undefined }
  | { kind: "secret"; text: string; layer?: string | null | undefined }
  | { kind: "absent" };

/** The parts again, with each place of the word that must not stand there set apart. */
function Leaking({
  parts,
  leak,
  side,
}: {
  parts: readonly Marked[];
  leak: string;
  side: "removed" | "added";
}) {
  const pieces = parts.flatMap(({ text, changed }) =>
    text
      .split(leak)
      .flatMap((piece, at) => [
        ...(at === 0 ? [] : [{ leaked: true, changed, text: leak }]),
        { leaked: false, changed, text: piece },
      ]),
  );
  return keyed(pieces, (piece) => `${piece.leaked} ${piece.text}`).map(({ key, item }) =>
    item.leaked ? (
      <mark
        key={key}
        className="rounded-[3px] bg-failed-bg px-0.5 font-semibold whitespace-nowrap text-failed ring-1 ring-failed"
      >
        {item.text}
      </mark>
    ) : (
      <MarkedText key={key} parts={[item]} side={side} />
    ),
  );
}

/** One side of a row: its sign, its text with marked words, its layer. */
export function Value({
  value,
  parts,
  side,
  loud,
  leak,
}: {
  value: DiffValue;
  parts: readonly Marked[] | null;
  side: "removed" | "added";
  loud: boolean;
  leak: string | undefined;
}) {
  if (value.kind === "absent")
    return (
      <span className={cn("flex px-2.5", loud ? "py-2 max-md:px-3.5" : "py-1")}>
        <span className="heard">{side === "removed" ? "−" : "+"} </span>
        <span className="rounded-[3px] bg-panel px-1 text-text-2">not there</span>
      </span>
    );
  const shown = parts ?? [{ text: value.text, changed: false }];
  return (
    <span
      className={cn(
        "flex flex-wrap items-baseline gap-x-1.5 gap-y-1 px-2.5",
        loud ? "py-2 md:h-full max-md:px-3.5" : "py-1.5 max-md:px-0 max-md:py-0.5",
      )}
    >
      <span className="flex min-w-0 flex-1 items-baseline gap-1.5">
        <span
          className={cn(
            "mono w-[9px] flex-none font-semibold",
            loud ? (side === "removed" ? "text-removed" : "text-added") : "text-text-3",
          )}
        >
          {side === "removed" ? "−" : "+"}
        </span>
        {value.kind === "secret" ? (
          <span className="inline-flex min-w-0 items-center gap-[5px]">
            <Lock aria-hidden className="size-3" />
            <span className="truncate">{value.text}</span>
          </span>
        ) : (
          <span
            className={cn(
              "mono min-w-0 [overflow-wrap:anywhere]",
              loud ? "line-clamp-6" : "line-clamp-2 md:line-clamp-1",
            )}
          >
            {leak ? (
              <Leaking parts={shown} leak={leak} side={side} />
            ) : (
              <MarkedText parts={shown} side={loud ? side : "quiet"} />
            )}
          </span>
        )}
      </span>
      {value.layer ? (
        <span className={cn("ml-auto", loud && "md:w-full md:self-end md:text-right")}>
          <Origin layer={value.layer} strong={loud} />
        </span>
      ) : null}
    </span>
  );
}
