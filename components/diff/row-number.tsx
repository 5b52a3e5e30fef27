import { cn } from "../ui/class-names";

/** The number of a loud row, the same in strip, gutter and panel. */
export function RowNumber({ number, kind }: { number: number; kind: "attention" | "failed" }) {
  return (
    <span
      className={cn(
        "inline-grid size-[18px] flex-none place-items-center rounded-full font-semibold text-11 text-panel",
        kind === "attention" ? "bg-attention" : "bg-failed",
      )}
    >
      {number}
    </span>
  );
}
