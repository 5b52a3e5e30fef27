"use client";

import { useEffect, useRef } from "react";
import { singleKeysOff, takesLetters } from "../frame/keys";

// As long as the frame waits for the letter after `g`, which leads to another page.
const goLimitMs = 1200;

/**
 * Single keys of one page, taken before the frame's own: rows that are not drawn cannot be found by stepping through
 * the document.
 */
export function useSingleKeys(keys: Readonly<Record<string, () => void>>): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    let goAt = 0;
    const listen = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if (singleKeysOff() || takesLetters(event.target)) return;
      const going = goAt > 0 && event.timeStamp - goAt < goLimitMs;
      goAt = event.key === "g" ? event.timeStamp : 0;
      const act = going ? undefined : current.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", listen, { capture: true });
    return () => document.removeEventListener("keydown", listen, { capture: true });
  }, []);
}
