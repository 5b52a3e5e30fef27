"use client";

import { useSyncExternalStore } from "react";
import { lastTick, onTick } from "./ticker";

const rounded = () => Math.floor(lastTick() / 10_000) * 10_000;
const nowhere = () => null;

/** The current time, renewed each ten seconds; null on the server and while the page becomes alive. */
export function useNow(): Date | null {
  const now = useSyncExternalStore(onTick, rounded, nowhere);
  return now === null ? null : new Date(now);
}
