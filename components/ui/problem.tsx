import type { ProblemView } from "@/lib/contract/view";
import { StatusShape } from "../status/status-shape";
import { keyed } from "./keyed";

const shapes = { error: "failed", warning: "attention", info: "unknown" } as const;

const placeOf = (at: {
  file?: string | undefined;
  line?: number | undefined;
  column?: number | undefined;
}) =>
  at.file
    ? [at.file, at.line, at.line === undefined ? undefined : at.column]
        .filter((p) => p !== undefined)
        .join(":")
    : null;

/** Something wrong in somebody's file: what, where, and the next step. */
export function ProblemItem({ problem }: { problem: ProblemView }) {
  const kind = shapes[problem.severity];
  const place = placeOf(problem);
  return (
    <div className="flex gap-2 px-3.5 py-2">
      <span className="mt-px flex-none">
        <StatusShape kind={kind} />
        <span className="heard">{problem.severity}: </span>
      </span>
      <div className="grid min-w-0 gap-0.5">
        <p className="font-medium [overflow-wrap:anywhere]">{problem.message}</p>
        {place ? <p className="mono text-[11.5px] text-text-2 [overflow-wrap:anywhere]">{place}</p> : null}
        {problem.related?.map((at) => (
          <p
            key={`${at.file}:${at.line}:${at.column}`}
            className="mono text-[11.5px] text-text-3 [overflow-wrap:anywhere]"
          >
            and {placeOf(at)}
          </p>
        ))}
        {problem.hint ? <p className="text-12 text-text-2">{problem.hint}</p> : null}
      </div>
      <code className="mono ml-auto hidden flex-none text-11 text-text-3 md:block">{problem.code}</code>
    </div>
  );
}

/** Problems, the gravest first; nothing when there are none. */
export function ProblemList({
  problems,
  label = "Problems",
}: {
  problems: readonly ProblemView[];
  label?: string;
}) {
  if (problems.length === 0) return null;
  const rank = { error: 0, warning: 1, info: 2 };
  const sorted = [...problems].sort((a, b) => rank[a.severity] - rank[b.severity]);
  return (
    <ul aria-label={label} className="panel divide-y divide-line overflow-hidden">
      {keyed(sorted, (p) => `${p.code} ${placeOf(p)} ${p.message}`).map(({ key, item: problem }) => (
        <li key={key}>
          <ProblemItem problem={problem} />
        </li>
      ))}
    </ul>
  );
}
