import type { ScheduleSaving } from "@/lib/contract/schedule";
import { money } from "@/lib/domain/cost-review/money";

/** Two numbers that are never added: the price of what does not run, and what is really paid less as nodes go. */
export function SavingWords({ saving, note = false }: { saving: ScheduleSaving | null; note?: boolean }) {
  if (!saving) return <span className="text-text-2">not known yet</span>;
  const { attributed, realised, currency, mark } = saving;
  return (
    <span className="grid gap-0.5">
      <span>
        <b>{money(attributed, currency)}</b> attributed,{" "}
        {realised === null ? "realised unknown" : <b>{money(realised, currency)}</b>}
        {realised === null ? "" : " realised"}
      </span>
      <span className="inline-flex items-center gap-1.5 text-12 text-text-2">
        <span
          aria-hidden
          className={
            mark === "estimate"
              ? "hatch inline-block h-2.5 w-4 flex-none border border-text-3"
              : "inline-block h-2.5 w-4 flex-none bg-text-2"
          }
        />
        {mark}
        {note ? `. ${saving.note}` : ""}
      </span>
    </span>
  );
}
