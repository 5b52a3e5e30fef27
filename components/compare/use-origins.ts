import { useMemo } from "react";
import { origin } from "@/lib/contract/environment";
import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import { useAsk } from "../query/use-ask";
import { isLoud, type Line } from "./compare-rows";

const asked = 16;

/** Rows of which more is asked behind the page: the selected one, and the first that need a look. */
export function useAskedRows(view: EnvironmentDiffView, lines: readonly Line[], selected: string | null) {
  const loud = useMemo(
    () =>
      lines
        .filter((line) => isLoud(line.kind) && line.id !== selected)
        .slice(0, asked)
        .flatMap((line) => rowOf(view, line)),
    [view, lines, selected],
  );
  const one = useMemo(
    () => lines.filter((line) => line.id === selected).flatMap((line) => rowOf(view, line)),
    [view, lines, selected],
  );
  const revision = view.revision === "working" ? {} : { revision: view.revision };
  return { loud, one, pair: { left: view.left, right: view.right, ...revision } };
}

/**
 * The lines of a comparison with the places that set the values of those that need a look, and of the selected one.
 * They are asked for behind the page, because each may need renders of its own; until then a value has no layer.
 */
export function useOrigins(
  view: EnvironmentDiffView,
  lines: readonly Line[],
  selected: string | null,
): readonly Line[] {
  const { loud, one, pair } = useAskedRows(view, lines, selected);
  const first = useAsk(origin, { ...pair, rows: one }).data;
  const rest = useAsk(origin, { ...pair, rows: loud }).data;
  return useMemo(() => {
    const found = new Map(
      [...(rest?.rows ?? []), ...(first?.rows ?? [])].map((row) => [row.id, row] as const),
    );
    return found.size === 0 ? lines : lines.map((line) => ({ ...line, ...found.get(line.id) }));
  }, [lines, first, rest]);
}

function rowOf(view: EnvironmentDiffView, line: Line) {
  const difference = view.differences.find((d) => d.id === line.id);
  if (difference) {
    const { id, application, left, right, path } = difference;
    return [{ id, application, left, right, path }];
  }
  // A whole object on one side: its id says which.
  const [, side, index] = /\/(left|right):(\d+)$/.exec(line.id) ?? [];
  if (side === undefined) return [];
  const at = Number(index);
  return [
    {
      id: line.id,
      application: line.application,
      left: side === "left" ? at : null,
      right: side === "right" ? at : null,
      path: "",
    },
  ];
}
