import type { ReactNode } from "react";

/**
 * The acts of a page at the thumb: on a phone a bar that stays at the bottom, nothing on wider screens, where acts
 * stand in the panel. `note` says beforehand what will be asked.
 */
export function Dock({ note, children }: { note?: ReactNode; children: ReactNode }) {
  return (
    <>
      <div aria-hidden="true" className="h-[124px] md:hidden" />
      <div className="fixed inset-x-0 bottom-0 z-30 border-t border-line-strong bg-panel px-3.5 pt-[9px] pb-[max(18px,env(safe-area-inset-bottom))] md:hidden">
        {note ? <div className="mb-2 text-12 leading-[1.35] text-text-2">{note}</div> : null}
        <div className="flex gap-2.5 [&>*:last-child]:flex-[2] [&>*]:flex-1">{children}</div>
      </div>
    </>
  );
}
