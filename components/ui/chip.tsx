import type { ReactNode } from "react";
import { cn } from "./class-names";

const tones = {
  plain: "bg-inset text-text-2",
  line: "border border-line-strong text-text-2",
  healthy: "bg-healthy-bg text-healthy",
  moving: "bg-moving-bg text-moving",
  attention: "bg-attention-bg text-attention",
  failed: "bg-failed-bg text-failed",
  waiting: "bg-waiting-bg text-waiting",
  unknown: "bg-unknown-bg text-unknown",
};

export type Tone = keyof typeof tones;

export function Chip({
  tone = "plain",
  children,
  className,
}: {
  tone?: Tone;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={cn(
        "edged inline-flex max-w-full items-center gap-1 whitespace-nowrap rounded-sm px-[5px] text-11 leading-[17px]",
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
