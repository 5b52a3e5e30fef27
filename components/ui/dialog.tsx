"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./class-names";
import { floating, scrim } from "./overlay";

/** A question that stops the page. Focus goes in, stays in, and returns to what opened it. */
export function Dialog({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  children,
  className,
  hideTitle = false,
}: {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  className?: string;
  hideTitle?: boolean;
}) {
  return (
    <Radix.Root {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange } : {})}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={scrim} />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            floating,
            "fixed top-[14vh] left-1/2 max-h-[78vh] w-[min(480px,calc(100vw-24px))] -translate-x-1/2 overflow-y-auto",
            className,
          )}
        >
          <div className={hideTitle ? "heard" : "flex items-start gap-3 px-4 pt-3.5"}>
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-16 font-semibold leading-[1.35] tracking-[-.012em]">
                {title}
              </Radix.Title>
              {description ? (
                <Radix.Description className="mt-1 text-text-2 [overflow-wrap:anywhere]">
                  {description}
                </Radix.Description>
              ) : null}
            </div>
            {hideTitle ? null : (
              <Radix.Close
                aria-label="Close"
                className="grid size-7 flex-none place-items-center rounded-md text-text-2 hover:bg-hover"
              >
                <X aria-hidden />
              </Radix.Close>
            )}
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const DialogClose = Radix.Close;

/** The row of acts at a dialog's foot. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return (
    <div className="mt-4 flex flex-wrap items-center justify-end gap-2 rounded-b-lg border-t border-line bg-page px-4 py-3">
      {children}
    </div>
  );
}
