"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./class-names";
import { scrim } from "./overlay";

const sides = {
  right: "inset-y-0 right-0 w-[min(420px,100vw)] border-l",
  left: "inset-y-0 left-0 w-[min(300px,86vw)] border-r",
  bottom: "inset-x-0 bottom-0 max-h-[88vh] rounded-t-lg border-t",
};

/** A panel that slides over the page's edge; on a phone the acts live in the one from below. */
export function Sheet({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  side = "right",
  children,
  className,
}: {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  side?: keyof typeof sides;
  children: ReactNode;
  className?: string;
}) {
  return (
    <Radix.Root {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange } : {})}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={scrim} />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "fixed z-50 flex flex-col overflow-y-auto border-line-strong bg-panel text-text outline-none",
            sides[side],
            className,
          )}
        >
          <div className="flex items-start gap-3 px-4 py-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-14 font-semibold leading-7">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="text-text-2">{description}</Radix.Description>
              ) : null}
            </div>
            <Radix.Close
              aria-label="Close"
              className="grid size-7 flex-none place-items-center rounded-md text-text-2 hover:bg-hover max-md:size-11 max-md:-m-2"
            >
              <X aria-hidden />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
