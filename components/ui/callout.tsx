import { Info } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names";

/** A remark that the page itself makes; statuses have their own. */
export function Callout({
  children,
  icon,
  className,
}: {
  children: ReactNode;
  icon?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("flex gap-[7px] text-12 leading-[1.45] text-text-2", className)}>
      <span className="mt-0.5 flex-none text-text-3 [&>svg]:block">{icon ?? <Info aria-hidden />}</span>
      <div className="min-w-0">{children}</div>
    </div>
  );
}
