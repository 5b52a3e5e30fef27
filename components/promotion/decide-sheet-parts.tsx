"use client";

import { type ReactNode, useState } from "react";
import { RefusedLine } from "../act/refused-line";

/** From the right on a desk, from below on a phone. */
export const edge =
  "max-md:inset-x-0 max-md:top-auto max-md:bottom-0 max-md:w-full max-md:max-h-[88vh] max-md:rounded-t-lg max-md:border-t max-md:border-l-0";

export function Foot({ refused, children }: { refused: string | null; children: ReactNode }) {
  return (
    <div className="sticky bottom-0 mt-auto grid gap-2 border-t border-line bg-page px-4 py-3">
      <RefusedLine message={refused} />
      {children}
    </div>
  );
}

/** The digest the sheet was opened with: a plan that moves meanwhile is not decided on unseen. */
export function useSeenDigest(current: string | null) {
  const [seen, setSeen] = useState<string | null>(null);
  return {
    seen,
    /** On the plan as it stands, or on the one that a link names. */
    open: (digest: string | null = current) => setSeen(digest),
    moved: seen !== null && seen !== current,
  };
}

export const movedText = "The plan changed while this was open. Close it and read what changed.";
