import type { ProblemView } from "@/lib/contract/view";
import type { Problem } from "@/lib/domain/problem";

/** A problem as it is shown: absent parts stay absent. */
export const problemView = ({
  code,
  severity,
  message,
  hint,
  file,
  line,
  column,
  related,
}: Problem): ProblemView => ({
  code,
  severity,
  message,
  ...(hint === undefined ? {} : { hint }),
  ...(file === undefined ? {} : { file }),
  ...(line === undefined ? {} : { line }),
  ...(column === undefined ? {} : { column }),
  ...(related === undefined ? {} : { related }),
});
