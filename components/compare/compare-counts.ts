import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import { counted } from "@/lib/domain/promotion/sentence";

/** "8 applications, 1,100 rows differ, 42 objects are equal": failed applications are in none of the counts. */
export function countsOf({ applications, summary }: EnvironmentDiffView, rows: number): string {
  const compared = applications.filter((one) => one.status !== "failed" && one.status !== "empty").length;
  const equal =
    summary.equal === 0
      ? ""
      : `, ${counted(summary.equal, "object")} ${summary.equal === 1 ? "is" : "are"} equal`;
  return `${counted(compared, "application")}, ${rows.toLocaleString("en-US")} ${rows === 1 ? "row differs" : "rows differ"}${equal}`;
}
