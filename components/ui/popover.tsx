"use client";

import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./class-names";
import { floating } from "./overlay";

/** A card beside what opened it; for reading and small choices. */
export function Popover({
  trigger,
  label,
  align = "start",
  children,
  className,
  open,
  onOpenChange,
}: {
  trigger: ReactNode;
  /** Accessible name of the card. */
  label: string;
  align?: "start" | "center" | "end";
  children: ReactNode;
  className?: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}) {
  return (
    <Radix.Root {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange } : {})}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={cn(floating, "max-w-[min(360px,calc(100vw-16px))] p-3", className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
