"use client";

import { Command } from "cmdk";
import { Check, ChevronDown } from "lucide-react";
import { Popover as Radix } from "radix-ui";
import { useState } from "react";
import { buttonLook } from "./button-look";
import { cn } from "./class-names";
import { floating, itemLook } from "./overlay";
import type { Option } from "./select";

/** Choose one of many by typing a few letters. */
export function Combobox({
  label,
  value,
  onChange,
  options,
  placeholder = "Choose",
  empty = "Nothing fits",
  className,
}: {
  label: string;
  value: string | null;
  onChange: (value: string) => void;
  options: readonly Option[];
  placeholder?: string;
  empty?: string;
  className?: string;
}) {
  const [open, setOpen] = useState(false);
  const chosen = options.find((option) => option.value === value);
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger
        aria-label={`${label}: ${chosen?.label ?? placeholder}`}
        className={cn(buttonLook({}), "justify-between font-normal", className)}
      >
        <span className="truncate">
          {chosen?.label ?? <span className="text-text-3">{placeholder}</span>}
        </span>
        <ChevronDown aria-hidden className="text-text-2" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            floating,
            "w-[min(300px,calc(100vw-16px))] min-w-[var(--radix-popover-trigger-width)]",
          )}
        >
          <Command label={label} className="grid">
            <Command.Input
              placeholder="Type to search"
              className="h-9 border-b border-line bg-transparent px-3 outline-none max-md:text-16"
            />
            <Command.List label={label} className="max-h-72 overflow-y-auto p-1">
              <Command.Empty className="px-2 py-3 text-text-2">{empty}</Command.Empty>
              {options.map((option) => (
                <Command.Item
                  key={option.value}
                  value={option.value}
                  keywords={[option.label]}
                  disabled={option.disabled ?? false}
                  onSelect={() => {
                    onChange(option.value);
                    setOpen(false);
                  }}
                  className={itemLook}
                >
                  <span className="size-3.5">{option.value === value ? <Check aria-hidden /> : null}</span>
                  {option.label}
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
