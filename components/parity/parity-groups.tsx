import type { ParityGroupView } from "@/lib/contract/parity";
import { counted } from "@/lib/domain/promotion/sentence";
import { Status } from "../status/status";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";

/** A score as shape and word: never by colour alone, and never green where nothing is known. */
export const scoreStatus = (score: number | null, errors: number) =>
  score === null
    ? ({ kind: "unknown", word: "not judged" } as const)
    : errors > 0
      ? ({ kind: "failed", word: "dangerous" } as const)
      : score < 100
        ? ({ kind: "attention", word: "look at it" } as const)
        : ({ kind: "healthy", word: "alike" } as const);

/** The four groups, each with its score, what it is made from, and a way to its findings alone. */
export function ParityGroups({
  groups,
  chosen,
  hrefOf,
}: {
  groups: readonly ParityGroupView[];
  chosen: string | null;
  hrefOf: (group: string | null) => string;
}) {
  return (
    <ul className="mb-4 grid grid-cols-4 gap-3 max-lg:grid-cols-2 max-sm:grid-cols-1">
      {groups.map(({ name, score, errors, warnings, infos, from }) => {
        const own = chosen === name;
        return (
          <li key={name}>
            <Link
              href={hrefOf(own ? null : name)}
              scroll={false}
              aria-current={own ? "true" : undefined}
              className={cn(
                "panel grid h-full content-start gap-1 px-3.5 pt-[9px] pb-3 hover:bg-hover",
                own && "bg-selected hover:bg-selected",
              )}
            >
              <span className="text-12 text-text-2 first-letter:uppercase">{name}</span>
              <span className="flex flex-wrap items-baseline gap-x-2">
                <span className="text-20 font-semibold tracking-[-.015em]">{score ?? "–"}</span>
                {score === null ? null : <span className="text-12 text-text-3">of 100</span>}
                <Status {...scoreStatus(score, errors)} className="ml-auto text-12" />
              </span>
              <span className="text-12 text-text-2">
                {score === null
                  ? from
                  : `${counted(errors, "error")}, ${counted(warnings, "warning")}, ${infos} only told`}
              </span>
              {score === null ? null : <span className="text-12 text-text-3">From {from}</span>}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
