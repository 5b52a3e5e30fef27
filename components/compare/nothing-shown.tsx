import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { compareCli } from "./compare-state";

/** Why the table is empty, and the next act. */
export function NothingShown({
  view,
  filtered,
  onAll,
}: {
  view: EnvironmentDiffView;
  filtered: boolean;
  onAll: () => void;
}) {
  if (filtered)
    return <Empty title="No row fits this filter" action={<Button onClick={onAll}>Show every row</Button>} />;
  const compared = view.applications.some((one) => one.status === "compared");
  return (
    <Empty
      title={compared ? `${view.left} and ${view.right} do not differ` : "Nothing could be compared"}
      command={compareCli(view.left, view.right, "", null)}
    >
      {compared
        ? `All ${view.summary.equal} objects are equal.`
        : `No application renders in both ${view.left} and ${view.right}.`}
    </Empty>
  );
}
