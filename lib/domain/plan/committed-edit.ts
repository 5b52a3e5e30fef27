import type { PlanBody } from "../digest";
import { setHclValue } from "../hcl/edit";
import { type Located, placeOf } from "../yaml/located";
import { opened } from "../yaml/splice";
import { itemsOf, keyOf, type Step, stepsOf } from "../yaml/step";

type Edit = PlanBody["edits"][number];

/** The line on which an edit stands in the text that it was written to; null when it took a value away or is not found. */
export function lineOf(edit: Edit, text: string): number | null {
  if (edit.after === null) return null;
  if (/\.tf(?:vars)?$/.test(edit.file)) {
    const found = setHclValue(text, { path: edit.path, value: edit.after, expect: edit.after });
    return found.ok ? found.line : null;
  }
  const open = opened(text, edit.document);
  const steps = stepsOf(edit.path);
  if (!open.ok || !steps) return null;
  let here: Located | undefined = open.root;
  for (const step of steps) here = here && below(here, step);
  return here ? placeOf(here).line : null;
}

function below(located: Located, step: Step): Located | undefined {
  if (located.kind === "map") return located.entries.get(keyOf(step) ?? "")?.value;
  if (located.kind === "scalar") return undefined;
  const [only, ...more] = itemsOf(located, step);
  return only === undefined || more.length > 0 ? undefined : located.items[only];
}
