import type { ReactNode } from "react";
import { cn } from "./class-names";

export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={cn(
        "inline-block min-w-[18px] rounded-sm border border-line-strong bg-panel px-1 text-center font-medium text-11 text-text-2",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
