"use client";

import { useTheme } from "next-themes";
import { Toaster, toast } from "sonner";

/** Mount once in the frame. */
export function Toasts() {
  const { resolvedTheme } = useTheme();
  return (
    <Toaster
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      gap={8}
      // Above the bar of acts that stands at the foot of a phone.
      mobileOffset={{ bottom: 112 }}
      style={{ fontFamily: "inherit" }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-[min(356px,calc(100vw-24px))] items-center gap-2.5 rounded-lg border border-line-strong bg-panel px-3.5 py-2.5 text-13 text-text",
          description: "text-12 text-text-2",
          actionButton:
            "ml-auto min-h-6 flex-none rounded-md border border-line-strong px-2 text-12 font-medium",
          cancelButton: "ml-auto min-h-6 flex-none rounded-md px-2 text-12 text-text-2",
        },
      }}
    />
  );
}

type Act = { label: string; onClick: () => void };

/** What was done, with the way back or the way on. Never "success" for what is only asked for. */
export const say = (message: string, more: { detail?: string; action?: Act } = {}) =>
  toast(message, {
    ...(more.detail ? { description: more.detail } : {}),
    ...(more.action ? { action: more.action } : {}),
  });

/** A refusal or fault: stays until it is read. */
export const sayFailed = (message: string, more: { detail?: string; action?: Act } = {}) =>
  toast.error(message, {
    duration: Number.POSITIVE_INFINITY,
    closeButton: true,
    ...(more.detail ? { description: more.detail } : {}),
    ...(more.action ? { action: more.action } : {}),
  });
