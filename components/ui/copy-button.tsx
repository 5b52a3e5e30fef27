"use client";

import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { buttonLook } from "./button-look";
import { cn } from "./class-names";

/** Copies a text and says so. Without `children` it is the small glyph beside a value. */
export function CopyButton({
  text,
  label,
  children,
  icon,
  className,
  ...marks
}: {
  text: string | (() => string);
  /** What is copied: "plan digest". */
  label: string;
  children?: ReactNode;
  icon?: ReactNode;
  className?: string;
  "data-copy-cli"?: true;
  "data-copy-link"?: true;
}) {
  const [state, setState] = useState<"idle" | "done" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === "function" ? text() : text);
      setState("done");
    } catch {
      setState("failed");
    }
  };
  return (
    <button
      type="button"
      onClick={copy}
      {...marks}
      className={cn(
        children
          ? buttonLook({})
          : "inline-grid size-6 flex-none place-items-center rounded-sm text-text-3 hover:bg-hover hover:text-text",
        className,
      )}
    >
      {state === "done" ? <Check aria-hidden /> : (icon ?? <Copy aria-hidden className="size-[13px]" />)}
      {children ?? <span className="heard">Copy {label}</span>}
      <span role="status" className="heard">
        {state === "done" ? `${label} copied` : state === "failed" ? "The browser did not allow copying" : ""}
      </span>
    </button>
  );
}
