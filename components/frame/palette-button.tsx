"use client";

import { Search } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Kbd } from "../ui/kbd";
import { openPalette } from "./frame-state";

const never = () => () => undefined;
const keysHere = () => (/Mac|iP(hone|ad|od)/.test(navigator.platform) ? "⌘K" : "Ctrl K");
const keysOnServer = () => "⌘K";

export function PaletteButton() {
  const keys = useSyncExternalStore(never, keysHere, keysOnServer);
  return (
    <button
      type="button"
      onClick={openPalette}
      aria-keyshortcuts="Meta+K Control+K"
      className="ml-auto flex h-[30px] w-[300px] max-w-[40vw] items-center gap-2 rounded-md border border-line bg-panel px-[9px] text-text-3 hover:border-line-strong"
    >
      <Search aria-hidden />
      <span className="min-w-0 truncate">Search or run a command</span>
      <Kbd className="ml-auto text-text-3">{keys}</Kbd>
    </button>
  );
}
