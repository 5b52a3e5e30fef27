import type { ComponentProps } from "react";
import { Sheet } from "../ui/sheet";
import { CompareContext } from "./compare-context";

/** Below this the selected row has no room beside the table. */
const narrow = "(max-width: 767px)";

export const isNarrow = (): boolean => window.matchMedia(narrow).matches;

/** On a phone: the selected row with everything that can be done about it, from below. */
export function CompareSheet({
  open,
  onOpenChange,
  ...context
}: ComponentProps<typeof CompareContext> & { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} side="bottom" title="Selected row">
      <CompareContext {...context} className="flex-none rounded-none border-x-0 border-b-0" />
    </Sheet>
  );
}
