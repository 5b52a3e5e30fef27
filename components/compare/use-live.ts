import { useMemo } from "react";
import { live } from "@/lib/contract/environment";
import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import { useAsk } from "../query/use-ask";
import type { Line } from "./compare-rows";
import { useAskedRows } from "./use-origins";

/** The lines of a comparison with what runs on the right side, for those that need a look and the selected one. */
export function useLive(
  view: EnvironmentDiffView,
  lines: readonly Line[],
  selected: string | null,
): readonly Line[] {
  const { loud, one, pair } = useAskedRows(view, lines, selected);
  const first = useAsk(live, { ...pair, rows: one }).data;
  const rest = useAsk(live, { ...pair, rows: loud }).data;
  return useMemo(() => {
    const found = new Map(
      [...(rest?.rows ?? []), ...(first?.rows ?? [])].map((row) => [row.id, row] as const),
    );
    return found.size === 0 ? lines : lines.map((line) => ({ ...line, live: found.get(line.id) ?? null }));
  }, [lines, first, rest]);
}
