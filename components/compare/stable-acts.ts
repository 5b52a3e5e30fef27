"use client";

import { useEffect, useRef, useState } from "react";
import type { RowActs } from "./compare-row";

/** The same object at every render, so that rows which did not change are not drawn again. */
export function useStableActs(acts: RowActs): RowActs {
  const current = useRef(acts);
  useEffect(() => {
    current.current = acts;
  });
  const [stable] = useState<RowActs>(() => ({
    hrefOf: (line) => current.current.hrefOf(line),
    onSelect: (line) => current.current.onSelect(line),
    onFold: (item, fold) => current.current.onFold(item, fold),
    onUnfold: (cause) => current.current.onUnfold(cause),
  }));
  return stable;
}
