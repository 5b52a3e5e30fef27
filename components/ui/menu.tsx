"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./class-names";
import { Link } from "./link";
import { floating, itemLook } from "./overlay";

export function Menu({
  trigger,
  label,
  align = "start",
  children,
  className,
}: {
  trigger: ReactNode;
  label: string;
  align?: "start" | "center" | "end";
  children: ReactNode;
  className?: string;
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={cn(floating, "min-w-44 p-1", className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({
  onSelect,
  disabled,
  reason,
  children,
}: {
  onSelect: () => void;
  disabled?: boolean;
  /** Why it is off; the second line of the item. */
  reason?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Radix.Item
      aria-disabled={disabled || undefined}
      onSelect={(event) => {
        if (disabled) event.preventDefault();
        else onSelect();
      }}
      className={cn(itemLook, disabled && "text-text-3")}
    >
      <span className="grid">
        <span className="flex items-center gap-2">{children}</span>
        {disabled && reason ? <span className="text-11 text-text-3">{reason}</span> : null}
      </span>
    </Radix.Item>
  );
}

export function MenuLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Radix.Item asChild className={itemLook}>
      <Link href={href}>{children}</Link>
    </Radix.Item>
  );
}

export function MenuChoice({
  label,
  value,
  onChange,
  options,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
}) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onChange} aria-label={label}>
      <Radix.Label className="px-2 pt-1.5 pb-0.5 text-11 text-text-3">{label}</Radix.Label>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={itemLook}>
          <span className="size-3.5">
            <Radix.ItemIndicator>
              <Check aria-hidden />
            </Radix.ItemIndicator>
          </span>
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLine() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
