import { cn } from "../ui/class-names";
import type { FrameFleet } from "./nav";

export function FleetChip({ fleet, className }: { fleet: FrameFleet; className?: string }) {
  return (
    <div
      className={cn(
        "flex min-w-0 items-center justify-between gap-2 rounded-md border border-line bg-panel px-[9px] py-1.5",
        className,
      )}
    >
      <span className="truncate font-semibold">{fleet.name}</span>
      <span className="mono flex min-w-0 gap-1.5 text-text-3">
        <span className="truncate">{fleet.branch}</span>
        {fleet.sha ? <span className="flex-none">{fleet.sha.slice(0, 7)}</span> : null}
      </span>
    </div>
  );
}
