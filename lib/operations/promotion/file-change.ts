import type { z } from "zod";
import type { FileChange } from "@/lib/contract/plan-view";
import type { Fleet } from "@/lib/domain/fleet";
import { FLEET_FILE } from "@/lib/domain/fleet/files";
import type { FileHunks, HunkLine } from "@/lib/domain/plan/hunk";

/**
 * A file's change as one reader may see it. The fleet file is everybody's: a line of it that was there before may name
 * what is closed to the reader, and so may the line that takes its place, as where a list stands on one line. Who sees
 * only a part of the fleet gets of that file the lines that are wholly new.
 */
export function fileChange(
  { file, added, removed, hunks }: FileHunks,
  fleet: Pick<Fleet, "partial">,
): z.infer<typeof FileChange> {
  const cut = fleet.partial === true && file === FLEET_FILE;
  return {
    file,
    added,
    removed,
    hunks: hunks.map(({ lines }) => ({
      lines: lines.map((line, index) =>
        cut && !whollyNew(lines, index) ? { ...line, text: "…" } : { ...line },
      ),
    })),
  };
}

/** An added line of a run of changed lines in which nothing was removed. */
function whollyNew(lines: readonly HunkLine[], index: number): boolean {
  if (lines[index]?.kind !== "added") return false;
  const before = lines.slice(0, index).findLastIndex(({ kind }) => kind === "context");
  const after = lines.findIndex(({ kind }, at) => at > index && kind === "context");
  return lines.slice(before + 1, after === -1 ? lines.length : after).every(({ kind }) => kind === "added");
}
