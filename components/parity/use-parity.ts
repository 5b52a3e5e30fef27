import { parity } from "@/lib/contract/environment";
import type { AskOf } from "@/lib/contract/operation";
import type { ParityView } from "@/lib/contract/parity";
import { useAsk } from "../query/use-ask";

/** How far the search for the findings' lines came. */
export type LinesState = "found" | "looked for" | "failed";

/**
 * The findings at once, and the same findings with their lines behind the page: looking for a line may take renders of
 * its own, and a score that waits for them is a page that waits.
 */
export function useParity(ask: AskOf<typeof parity>, initial: ParityView) {
  const first = useAsk(parity, { ...ask, lines: false }, initial);
  const full = useAsk(parity, ask, initial.lines ? initial : undefined);
  const quick = first.data ?? initial;
  // After a commit the lines of the one before would stand beside findings they do not belong to.
  const view = full.data?.revision === quick.revision ? full.data : quick;
  const lines: LinesState = view.lines ? "found" : full.isError ? "failed" : "looked for";
  return { ask: first, view, lines };
}
