import type { StatusKind, StatusView, Sentence as Words } from "@/lib/contract/view";
import { Sentence } from "../frame/sentence";
import { Status } from "../status/status";
import { StatusShape, statusTint } from "../status/status-shape";
import { cn } from "../ui/class-names";
import { keyed } from "../ui/keyed";

export type Blocker = { status: StatusView; title: string; detail: string };

/**
 * The answer to "may it go in now?" as one sentence over the whole width, then a cell for each blocker with who acts;
 * the last cell counts what does not block.
 */
export function Verdict({
  kind,
  words,
  blockers,
  id,
}: {
  kind: StatusKind;
  words: Words;
  blockers: readonly Blocker[];
  id?: string;
}) {
  return (
    <section id={id} aria-label="Verdict" className="panel overflow-hidden">
      <div className={cn("flex items-start gap-[9px] px-3.5 py-[9px]", statusTint[kind])}>
        <StatusShape kind={kind} className="mt-[3px] size-4" />
        <p className="text-16 font-semibold leading-[1.35] tracking-[-.012em] max-md:text-14">
          <Sentence words={words} size="inline" />
        </p>
      </div>
      {blockers.length > 0 ? (
        <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(240px,100%),1fr))] overflow-hidden">
          {keyed(blockers, (blocker) => blocker.title).map(({ key, item: blocker }) => (
            <li key={key} className="-ml-px border-t border-l border-line px-3.5 pt-2 pb-[9px]">
              <Status kind={blocker.status.kind} word={blocker.title} />
              <p className="mt-px text-12 text-text-2">{blocker.detail}</p>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
