import { ChevronDown, ChevronUp } from "lucide-react";
import { buttonLook } from "../ui/button-look";

/** On a phone, where one stands among the rows that need a look, at the thumb. */
export function ComparePhoneBar({
  position,
  title,
  onStep,
  onOpen,
}: {
  position: { at: number; of: number };
  title: string;
  onStep: (by: 1 | -1) => void;
  /** Everything about the row, and what can be done about it. */
  onOpen: () => void;
}) {
  const big = buttonLook({ className: "size-11 p-0" });
  return (
    <div className="fixed inset-x-0 bottom-0 z-20 flex items-center gap-2 border-t border-line-strong bg-panel px-4 py-2 md:hidden">
      <button
        type="button"
        onClick={onOpen}
        className="mr-auto flex min-h-11 min-w-0 items-center gap-2 rounded-md text-left"
      >
        <span className="whitespace-nowrap">
          <b>{position.at}</b> of {position.of}
        </span>
        <span className="min-w-0 truncate text-text-2 underlined">{title}</span>
      </button>
      <button type="button" onClick={() => onStep(-1)} className={big}>
        <ChevronUp aria-hidden />
        <span className="heard">Previous row that needs a look</span>
      </button>
      <button type="button" onClick={() => onStep(1)} className={big}>
        <ChevronDown aria-hidden />
        <span className="heard">Next row that needs a look</span>
      </button>
    </div>
  );
}
