import type { StatusKind } from "@/lib/contract/view";
import { cn } from "../ui/class-names";

/**
 * The frozen set of status shapes. Shape carries the status and colour repeats it, so no two share a silhouette:
 * three of our colours become one olive to a deuteranope. Paths after lucide (ISC); unknown has a broken outline.
 */
export const statusPaths: Record<StatusKind, readonly string[]> = {
  healthy: ["M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0z", "m16 9-5.5 5.5L8 12"],
  moving: ["M21 12a9 9 0 1 1-6.219-8.56"],
  attention: [
    "m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3",
    "M12 9v4",
    "M12 17h.01",
  ],
  failed: [
    "m15 9-6 6",
    "M2.586 16.726A2 2 0 0 1 2 15.312V8.688a2 2 0 0 1 .586-1.414l4.688-4.688A2 2 0 0 1 8.688 2h6.624a2 2 0 0 1 1.414.586l4.688 4.688A2 2 0 0 1 22 8.688v6.624a2 2 0 0 1-.586 1.414l-4.688 4.688a2 2 0 0 1-1.414.586H8.688a2 2 0 0 1-1.414-.586z",
    "m9 9 6 6",
  ],
  waiting: [
    "M5 22h14",
    "M5 2h14",
    "M17 22v-4.172a2 2 0 0 0-.586-1.414L12 12l-4.414 4.414A2 2 0 0 0 7 17.828V22",
    "M7 2v4.172a2 2 0 0 0 .586 1.414L12 12l4.414-4.414A2 2 0 0 0 17 6.172V2",
  ],
  unknown: [
    "M10.1 2.18a10 10 0 0 1 3.8 0M17.6 3.71a10 10 0 0 1 2.69 2.7M21.82 10.1a10 10 0 0 1 0 3.8M20.29 17.6a10 10 0 0 1-2.7 2.69M13.9 21.82a10 10 0 0 1-3.8 0M6.4 20.29a10 10 0 0 1-2.69-2.7M2.18 13.9a10 10 0 0 1 0-3.8M3.71 6.4a10 10 0 0 1 2.7-2.69",
    "M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3",
    "M12 17h.01",
  ],
};

export const statusText: Record<StatusKind, string> = {
  healthy: "text-healthy",
  moving: "text-moving",
  attention: "text-attention",
  failed: "text-failed",
  waiting: "text-waiting",
  unknown: "text-unknown",
};

export const statusTint: Record<StatusKind, string> = {
  healthy: "bg-healthy-bg",
  moving: "bg-moving-bg",
  attention: "bg-attention-bg",
  failed: "bg-failed-bg",
  waiting: "bg-waiting-bg",
  unknown: "bg-unknown-bg",
};

/** The bare shape, for eyes only; `Status` is the one with words. */
export function StatusShape({ kind, className }: { kind: StatusKind; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      data-status={kind}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cn("shape", statusText[kind], kind === "moving" && "turning", className)}
    >
      {statusPaths[kind].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
