import { ChevronDown } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import type { FileChange } from "@/lib/contract/plan-view";
import { cn } from "../ui/class-names";
import { keyed } from "../ui/keyed";
import { EditLetter } from "./edit-letter";
import { type HunkLine, keyLength, markLines } from "./hunk-lines";
import { MarkedText } from "./marked-text";
import { cutMarks } from "./word-marks";

const signs = { context: "", added: "+", removed: "−" } as const;
const spoken = { context: "", added: "added", removed: "removed" } as const;

function Line({ line, parts }: { line: HunkLine; parts: ReturnType<typeof markLines>[number]["parts"] }) {
  const side = line.kind === "context" ? "quiet" : line.kind;
  const [key, value] = cutMarks(parts, keyLength(line.text));
  return (
    <tr
      {...(line.kind === "context" ? {} : { "data-change": true, tabIndex: -1 })}
      className={cn(
        "align-top outline-offset-[-2px]",
        line.kind === "added" && "bg-added-bg",
        line.kind === "removed" && "bg-removed-bg",
      )}
    >
      <td className="w-9 min-w-9 pr-1.5 text-right text-11 text-text-3 select-none">{line.oldLine}</td>
      <td className="w-8 min-w-8 pr-1.5 text-right text-11 text-text-3 select-none">{line.newLine}</td>
      <td
        className={cn(
          "w-5 min-w-5 text-center",
          line.kind === "added" && "text-added",
          line.kind === "removed" && "text-removed",
        )}
      >
        {signs[line.kind]}
        {line.kind === "context" ? null : <span className="heard"> {spoken[line.kind]} line</span>}
      </td>
      <td className="w-full whitespace-pre-wrap [overflow-wrap:anywhere]">
        <span className="text-text-2">
          <MarkedText parts={key} side={side} />
        </span>
        <MarkedText parts={value} side={side} />
      </td>
      <td className="pr-2.5 pl-1 whitespace-nowrap">
        {line.letter ? <EditLetter letters={[line.letter]} /> : null}
      </td>
    </tr>
  );
}

/** The last folder and the name; the whole path is in the title and is heard. */
function FileName({ file }: { file: string }) {
  const parts = file.split("/");
  const folder =
    parts.length > 2
      ? `…/${parts.at(-2)}/`
      : parts
          .slice(0, -1)
          .map((part) => `${part}/`)
          .join("");
  return (
    <span className="mono flex min-w-0" title={file}>
      <span className="heard">{file}</span>
      <span aria-hidden="true" className="truncate text-text-3">
        {folder}
      </span>
      <span aria-hidden="true" className="truncate">
        {parts.at(-1)}
      </span>
    </span>
  );
}

/**
 * What is written into one file: numbered lines, signs that copy and are heard, changed words marked, letters of the
 * edits. `aside` is the place for a "viewed" mark.
 */
export function FileDiff({
  change,
  aside,
  open = true,
}: {
  change: FileChange;
  aside?: ReactNode;
  open?: boolean;
}) {
  const hunks = keyed(change.hunks, (hunk) => `${hunk.lines[0]?.oldLine} ${hunk.lines[0]?.newLine}`);
  return (
    <details open={open} className="group/file border-t border-line first:border-t-0">
      <summary className="flex min-h-7 items-center gap-[7px] bg-inset px-3 py-1 text-12 outline-offset-[-2px]">
        <ChevronDown aria-hidden className="size-3 text-text-3 group-not-open/file:-rotate-90" />
        <FileName file={change.file} />
        <span className="mono ml-auto flex flex-none gap-1.5">
          <span className="text-added">
            +{change.added}
            <span className="heard"> added</span>
          </span>
          <span className="text-removed">
            −{change.removed}
            <span className="heard"> removed</span>
          </span>
        </span>
        {aside}
      </summary>
      <table className="mono my-1 w-full border-collapse leading-5">
        <caption className="heard">Changes of {change.file}</caption>
        <thead className="heard">
          <tr>
            <th scope="col">Old line</th>
            <th scope="col">New line</th>
            <th scope="col">Change</th>
            <th scope="col">Text</th>
            <th scope="col">Edit</th>
          </tr>
        </thead>
        <tbody>
          {hunks.map(({ key, item: hunk }, index) => (
            <Fragment key={key}>
              {index > 0 ? (
                <tr className="h-5 text-text-3">
                  <td colSpan={3} className="text-center">
                    ⋯
                  </td>
                  <td colSpan={2} className="text-11">
                    <span className="heard">lines without a change</span>
                  </td>
                </tr>
              ) : null}
              {markLines(hunk.lines).map(({ line, parts }) => (
                <Line key={`${line.kind} ${line.oldLine} ${line.newLine}`} line={line} parts={parts} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </details>
  );
}
