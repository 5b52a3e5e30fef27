import type { VerdictView } from "@/lib/contract/view";
import type { DesiredState } from "@/lib/ports/desired";

type Change = { application: string; environment: string; path: string };
type Row = { environment: string; changed: boolean; failed: string | null };

/**
 * May an edit of one line be opened as a change of this environment? A change has one target whose rules it meets, so
 * a line that reaches further is changed from the furthest environment it reaches, where the strictest rules hold.
 */
export function mayChange(
  state: DesiredState,
  ask: Change,
  rows: readonly Row[],
  others: number,
): VerdictView {
  const no = (message: string, code: string): VerdictView => ({ allowed: false, code, message });
  const failed = rows.find((row) => row.failed !== null);
  if (failed)
    return no(
      `With this edit ${ask.application} does not render in ${failed.environment}.`,
      "plan.does-not-render",
    );
  const reached = [...new Set(rows.filter((row) => row.changed).map((row) => row.environment))];
  if (reached.length === 0 && others === 0)
    return no("It changes nothing that is rendered.", "plan.without-effect");
  if (others > 0)
    return no(
      "The line reaches other applications, too; a change belongs to one application.",
      "edit.reaches",
    );
  const further = reached.filter((name) => name !== ask.environment);
  if (further.length > 0)
    return no(
      `The line reaches ${further.join(" and ")}, too: a change is judged by the rules of one environment. Set the value in the layer of ${ask.environment} instead.`,
      "edit.reaches",
    );
  const known = state.fleet.environments.some((e) => e.name === ask.environment);
  return known
    ? { allowed: true, code: null, message: null }
    : no("There is no such environment.", "scope.missing");
}
