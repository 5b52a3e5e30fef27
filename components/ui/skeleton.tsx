import { cn } from "./class-names";

/** Holds the geometry of what comes; shown only when it takes longer than 150 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("after-150 block h-3.5 rounded-sm bg-inset", className)} />;
}

/** A list on its way. */
export function SkeletonRows({ rows = 6, label }: { rows?: number; label: string }) {
  return (
    <div role="status" className="panel overflow-hidden">
      <span className="heard">{label}</span>
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((row) => (
        <div
          key={row}
          className="flex h-[46px] items-center gap-4 border-t border-line px-3 first:border-t-0"
        >
          <Skeleton className="w-40" />
          <Skeleton className="w-full flex-1" />
          <Skeleton className="w-24 max-md:hidden" />
        </div>
      ))}
    </div>
  );
}

/** A quiet line at the top edge while what is shown is being read again. */
export function Refreshing({ active }: { active: boolean }) {
  if (!active) return null;
  return (
    <div
      aria-hidden
      className="after-150 pointer-events-none fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden"
    >
      <div className="sliding h-full w-2/5 bg-ink" />
    </div>
  );
}
