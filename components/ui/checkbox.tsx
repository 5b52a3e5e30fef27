"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./class-names";

/** A box with its words; the words are part of the target. */
export function Checkbox({
  children,
  className,
  ...rest
}: Omit<ComponentProps<typeof Radix.Root>, "children"> & { children: ReactNode }) {
  const id = useId();
  return (
    <span className={cn("inline-flex min-h-6 items-center gap-2", className)}>
      <Radix.Root
        id={id}
        {...rest}
        className="grid size-4 flex-none place-items-center rounded-sm border border-text-3 bg-panel text-on-ink data-[state=checked]:border-ink data-[state=checked]:bg-ink data-[state=indeterminate]:border-ink data-[state=indeterminate]:bg-ink"
      >
        <Radix.Indicator className="grid place-items-center">
          {rest.checked === "indeterminate" ? (
            <Minus aria-hidden className="size-3 stroke-3" />
          ) : (
            <Check aria-hidden className="size-3 stroke-3" />
          )}
        </Radix.Indicator>
      </Radix.Root>
      <label htmlFor={id} className="cursor-pointer py-0.5">
        {children}
      </label>
    </span>
  );
}
