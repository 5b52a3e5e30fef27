"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import { CopyAsCli, CopyLink } from "../act/copy-as-cli";
import type { DiffSide } from "../diff/diff-line";
import { Value } from "../diff/diff-value";
import { RowNumber } from "../diff/row-number";
import { wordMarks } from "../diff/word-marks";
import { ProdLabel } from "../frame/prod-label";
import { PersonAvatar } from "../person/person-avatar";
import { Origin } from "../provenance/origin";
import { SourceLink } from "../provenance/source-link";
import { When } from "../time/when";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";
import { CarryActs } from "./carry-acts";
import { type Cause, isLoud, type Line, type ValueOrigin } from "./compare-rows";
import { ExpectDialog } from "./expect-dialog";
import { canCarry, canExpect } from "./expect-state";
import { LiveSide } from "./live-side";
import { LoudWord, loudTone } from "./loud-look";
import { leakOf, loudReason } from "./loud-reason";
import { ruleText } from "./rule-text";
import { word } from "./shown-items";
import { shownValue } from "./shown-value";

const shownLetters = 4000;
const shownRows = 8;

/** Everything about the selected row: where it is, both values, who set them, which rule speaks of it. */
export function CompareContext({
  view,
  line,
  cause,
  position,
  onStep,
  left,
  right,
  cli,
  className,
}: {
  view: EnvironmentDiffView;
  line: Line;
  cause: Cause;
  /** "1 of 3", for rows that ask for a look. */
  position: { at: number; of: number } | null;
  onStep: (by: 1 | -1) => void;
  left: DiffSide;
  right: DiffSide;
  cli: string;
  className?: string;
}) {
  const rule = ruleText(view, line);
  return (
    <aside aria-label="Selected row" className={cn("panel overflow-hidden", className)}>
      <div className="flex items-center gap-2 border-b border-line px-3.5 py-[11px]">
        {cause.number === null ? null : <RowNumber number={cause.number} kind={loudTone(cause.kind)} />}
        {isLoud(line.kind) ? (
          <LoudWord kind={line.kind} />
        ) : (
          <span className="font-medium">{word(line.kind)}</span>
        )}
        {position ? (
          <span className="ml-auto flex items-center gap-1.5 text-text-2">
            <span className="whitespace-nowrap">
              {position.at} of {position.of}
            </span>
            <StepButton by={-1} onStep={onStep} />
            <StepButton by={1} onStep={onStep} />
          </span>
        ) : null}
      </div>
      <div className="px-3.5 py-3">
        <Link
          href={`/applications/${line.application}`}
          className="rounded-sm text-14 font-semibold hover:underline"
        >
          {line.application}
        </Link>
        <p className="mono mt-[3px] leading-normal text-text-2 [overflow-wrap:anywhere]">
          {line.object}
          {line.path === "" ? null : (
            <>
              <br />
              {headOf(line)}
              <b className="text-text">{tailOf(line)}</b>
            </>
          )}
        </p>
        {isLoud(line.kind) ? <p className="mt-1.5 text-text-2">{loudReason(line, view)}</p> : null}
        {cause.lines.length > 1 ? <OtherRows cause={cause} line={line} /> : null}
      </div>
      <Side side={left} line={line} names={view} which="left" />
      <Side side={right} line={line} names={view} which="right" />
      {line.live ? <LiveSide side={right} row={line.live} path={line.path} /> : null}
      {canCarry(line) ? <CarryActs view={view} line={line} /> : null}
      <div className="grid gap-0.5 border-t border-line px-3.5 pt-[11px] pb-3">
        <h3>Rule</h3>
        <p className="text-12 text-text-2">
          {rule.text}
          {rule.code ? <code className="mono [overflow-wrap:anywhere]">{rule.code}</code> : null}
          {rule.after}
        </p>
        {canExpect(line) ? (
          <div className="mt-2 flex flex-wrap gap-2">
            <ExpectDialog view={view} rows={[line]} />
            {cause.lines.length > 1 ? <ExpectDialog view={view} rows={cause.lines} /> : null}
          </div>
        ) : null}
      </div>
      <div className="grid grid-cols-2 gap-2 border-t border-line px-3.5 pt-3 pb-3.5">
        <CopyLink />
        <CopyAsCli command={cli} />
      </div>
    </aside>
  );
}

const headOf = (line: Line): string =>
  line.path.endsWith(line.tail) ? line.path.slice(0, line.path.length - line.tail.length) : line.path;
const tailOf = (line: Line): string => (line.path.endsWith(line.tail) ? line.tail : "");

function StepButton({ by, onStep }: { by: 1 | -1; onStep: (by: 1 | -1) => void }) {
  const Glyph = by === 1 ? ChevronDown : ChevronUp;
  return (
    <button
      type="button"
      onClick={() => onStep(by)}
      className="grid size-6 place-items-center rounded-[5px] border border-line text-text-2 hover:bg-hover max-md:size-11"
    >
      <Glyph aria-hidden />
      <span className="heard">
        {by === 1 ? "Next row that needs a look" : "Previous row that needs a look"}
      </span>
    </button>
  );
}

function OtherRows({ cause, line }: { cause: Cause; line: Line }) {
  const others = cause.lines.filter((one) => one !== line);
  return (
    <details className="mt-2 text-12 text-text-2">
      <summary className="rounded-sm hover:text-text">
        The same in <b className="text-text">{others.length}</b> more {others.length === 1 ? "row" : "rows"}
      </summary>
      <ul className="mt-1 grid gap-0.5">
        {others.slice(0, shownRows).map((one) => (
          <li key={one.id} className="[overflow-wrap:anywhere]">
            {one.application} <span className="mono">{one.object}</span>
          </li>
        ))}
        {others.length > shownRows ? <li>and {others.length - shownRows} more, in the table</li> : null}
      </ul>
    </details>
  );
}

function Side({
  side,
  line,
  names,
  which,
}: {
  side: DiffSide;
  line: Line;
  names: { left: string; right: string };
  which: "left" | "right";
}) {
  const from = which === "left" ? line.leftFrom : line.rightFrom;
  const shown = {
    left: shownValue(line.left, null, shownLetters),
    right: shownValue(line.right, null, shownLetters),
  };
  const marks =
    shown.left.kind === "value" && shown.right.kind === "value"
      ? wordMarks(shown.left.text, shown.right.text)
      : null;
  const leak = leakOf(line, names);
  const value = shown[which];
  return (
    <div className="border-t border-line px-3.5 pt-[11px] pb-3">
      <h3 className="flex items-center gap-1.5">
        {side.production ? <ProdLabel /> : null}
        {side.name}
        {from ? (
          <span className="ml-auto font-normal">
            <Origin layer={from.layer} strong />
          </span>
        ) : null}
      </h3>
      <div
        className={cn(
          "mt-[7px] max-h-56 overflow-y-auto rounded-[5px] [&_.line-clamp-6]:line-clamp-none [&_.mono]:text-13",
          value.kind === "absent" ? "hatch" : which === "left" ? "bg-removed-bg" : "bg-added-bg",
        )}
      >
        <Value
          value={value}
          parts={which === "left" ? (marks?.before ?? null) : (marks?.after ?? null)}
          side={which === "left" ? "removed" : "added"}
          loud
          leak={leak?.at === which ? leak.word : undefined}
        />
      </div>
      {from ? <SetBy from={from} /> : null}
      {line.path !== "" && value.kind !== "absent" && !line.object.startsWith("Secret/") ? (
        <Link
          href={`/applications/${line.application}/config/${side.name}?path=${encodeURIComponent(`${line.object}/${line.path}`)}`}
          className="mt-2 inline-block rounded-sm text-12 text-text-2 underlined hover:text-text"
        >
          Every layer of it in {side.name}
        </Link>
      ) : null}
    </div>
  );
}

/** The line that set a value, and who wrote it. */
function SetBy({ from }: { from: ValueOrigin }) {
  return (
    <div className="mt-2 grid gap-1">
      <SourceLink source={{ file: from.file, line: from.line, sha: from.commit }} />
      {from.author ? (
        <span className="flex items-center gap-1.5">
          <PersonAvatar name={from.author} size={18} />
          <span className="min-w-0 truncate">{from.author}</span>
          {from.time ? (
            <span className="ml-auto text-12 text-text-3">
              <When at={from.time} />
            </span>
          ) : null}
        </span>
      ) : null}
      {from.subject ? <span className="text-12 text-text-2">“{from.subject}”</span> : null}
    </div>
  );
}
