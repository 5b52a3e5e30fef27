import type { GateView } from "@/lib/contract/plan-view";
import { durationText } from "../time/time-text";
import { cn } from "../ui/class-names";

/** Two thirds of the way to its limit, evidence is worth a look: it may be too old when the promotion starts. */
const soon = 2 / 3;

/** How old the evidence is of the oldest that counts, with the share as a bar. */
export function GateAge({ age }: { age: GateView["age"] }) {
  const { ageMs, limitMs } = age;
  if (ageMs === null)
    return (
      <span className="text-12 text-text-3">
        {limitMs === null ? "–" : `at most ${durationText(limitMs)}`}
      </span>
    );
  if (limitMs === null)
    return (
      <span className="grid">
        <span className="text-12 text-text-2">{durationText(ageMs)}</span>
        <span className="text-11 text-text-3">no limit</span>
      </span>
    );
  const share = Math.min(1, ageMs / limitMs);
  return (
    <span className="grid">
      <span className={cn("text-12 text-text-2", share >= soon && "text-attention")}>
        {durationText(ageMs)} of {durationText(limitMs)}
      </span>
      <span
        aria-hidden="true"
        className="mt-1 block h-1 w-[72px] overflow-hidden rounded-full border border-line bg-inset"
      >
        <span
          className={cn("block h-full", share >= soon ? "bg-attention" : "bg-text-3")}
          style={{ width: `${Math.max(3, share * 100)}%` }}
        />
      </span>
    </span>
  );
}
