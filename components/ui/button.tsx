"use client";

import { LoaderCircle, Lock } from "lucide-react";
import { type ComponentProps, type MouseEvent, type ReactNode, useId } from "react";
import { type ButtonLook, buttonLook } from "./button-look";
import { cn } from "./class-names";

export type ButtonProps = Omit<ComponentProps<"button">, "disabled"> &
  ButtonLook & {
    disabled?: boolean | undefined;
    /** Why it is off and who can; shown as text and read with the button. */
    reason?: ReactNode;
    /** Where the reason stands; `none` when the page prints it itself and points at it with aria-describedby. */
    reasonAt?: "beside" | "below" | "none";
    /** The request is under way: the button stays, tells so, and does not fire again. */
    pending?: boolean | undefined;
  };

/**
 * A button that explains itself: off means visible, focusable and `aria-disabled` with its reason as text beside it.
 * While off or pending it never fires and never submits.
 */
export function Button({
  variant,
  size,
  wide,
  disabled = false,
  reason,
  reasonAt = "beside",
  pending = false,
  className,
  onClick,
  children,
  type = "button",
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const off = disabled || pending;
  const explained = disabled && reason != null && reason !== "" && reasonAt !== "none";
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    if (off) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    onClick?.(event);
  };
  const described =
    [rest["aria-describedby"], explained ? reasonId : null].filter(Boolean).join(" ") || undefined;
  const button = (
    <button
      {...rest}
      type={type}
      onClick={click}
      aria-disabled={off || undefined}
      aria-busy={pending || undefined}
      aria-describedby={described}
      className={cn(buttonLook({ variant, size, wide, off: disabled }), className)}
    >
      {pending ? <LoaderCircle aria-hidden className="turning" /> : null}
      {children}
    </button>
  );
  if (!explained) return button;
  return (
    <span
      className={cn(
        "inline-flex min-w-0 gap-x-2.5 gap-y-2",
        reasonAt === "below" ? "flex-col" : "flex-wrap items-center",
        wide && "flex w-full",
      )}
    >
      {button}
      <span id={reasonId} className="flex min-w-0 max-w-[44ch] gap-[7px] text-12 leading-[1.4] text-text-2">
        {reasonAt === "below" ? <Lock aria-hidden className="mt-0.5 size-3 text-text-3" /> : null}
        <span className="min-w-0">{reason}</span>
      </span>
    </span>
  );
}
