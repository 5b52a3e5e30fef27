"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** More words on hover and on focus, gone on Escape. Never the only place of a fact that somebody needs. */
export function Tooltip({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={250} skipDelayDuration={120}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-[320px] rounded-md bg-ink px-2 py-1 text-12 leading-[1.4] text-on-ink"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
