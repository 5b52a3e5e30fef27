import type { ParityFindingView } from "@/lib/contract/parity";
import type { StatusKind } from "@/lib/contract/view";
import { SourceLink } from "../provenance/source-link";
import { Status } from "../status/status";
import { Link } from "../ui/link";
import type { LinesState } from "./use-parity";

const head = "border-b border-line-strong bg-panel px-3 py-[5px] font-normal text-text-2";
const cell =
  "border-t border-line px-3 py-2 align-top max-md:block max-md:border-0 max-md:px-0 max-md:py-0.5";

const noLine: Readonly<Record<LinesState, string>> = {
  found: "no single line",
  "looked for": "looking for its lines…",
  failed: "its lines could not be looked for",
};

const kinds: Readonly<Record<ParityFindingView["severity"], { kind: StatusKind; word: string }>> = {
  error: { kind: "failed", word: "error" },
  warning: { kind: "attention", word: "warning" },
  info: { kind: "unknown", word: "told" },
};

/** Findings as the operation orders them: what it is, why, the lines that cause it and what ends it. */
export function ParityTable({
  findings,
  lines,
  caption,
}: {
  findings: readonly ParityFindingView[];
  lines: LinesState;
  caption: string;
}) {
  return (
    <div className="panel overflow-clip max-md:border-0 max-md:bg-transparent">
      <table className="w-full border-separate border-spacing-0 text-left max-md:block">
        <caption className="heard">{caption}</caption>
        <thead className="max-md:heard">
          <tr>
            {["Weight", "What", "Why", "Lines", "What ends it"].map((title) => (
              <th key={title} scope="col" className={head}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {findings.map((one) => (
            <tr
              key={one.id}
              className="hover:bg-hover max-md:block max-md:border-b max-md:border-line max-md:py-2"
            >
              <td className={cell}>
                <Status {...kinds[one.severity]} />
              </td>
              <th scope="row" className={`${cell} max-w-[320px] font-normal`}>
                <span className="font-medium [overflow-wrap:anywhere]">{one.subject}</span>
                <span className="block text-12 text-text-2">
                  <Environments names={one.environments} />, {one.group}
                </span>
              </th>
              <td className={`${cell} max-w-[380px] text-pretty [overflow-wrap:anywhere]`}>{one.cause}</td>
              <td className={cell}>
                {one.places.length === 0 ? (
                  <span className="text-12 text-text-3">{noLine[lines]}</span>
                ) : (
                  <ul className="grid gap-0.5">
                    {one.places.map(({ file, line }) => (
                      <li key={`${file}:${line}`}>
                        <SourceLink source={{ file, line, sha: null }} short />
                      </li>
                    ))}
                  </ul>
                )}
              </td>
              <td className={`${cell} max-w-[300px] text-pretty text-text-2`}>{one.fix}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Two environments lead to their comparison, one to itself. */
function Environments({ names }: { names: readonly string[] }) {
  const [left, right] = names;
  if (left === undefined) return null;
  return right === undefined ? (
    <Link href={`/environments/${left}`} className="underlined">
      {left}
    </Link>
  ) : (
    <Link href={`/compare/${left}...${right}`} className="underlined">
      {left} and {right}
    </Link>
  );
}
