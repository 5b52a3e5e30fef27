"use client";

import { ChevronDown } from "lucide-react";
import { useMemo, useState } from "react";
import { text as textContract } from "@/lib/contract/environment";
import { counted } from "@/lib/domain/promotion/sentence";
import type { DiffSide } from "../diff/diff-line";
import { MarkedText } from "../diff/marked-text";
import { ProdLabel } from "../frame/prod-label";
import { useAsk } from "../query/use-ask";
import { cn } from "../ui/class-names";
import { Empty } from "../ui/empty";
import { ProblemList } from "../ui/problem";
import { SkeletonRows } from "../ui/skeleton";
import { type AlignedLine, alignLines, runsOf } from "./aligned-lines";

type Pair = { object: string; left: string | null; right: string | null };

/** The rendered YAML of one application on both sides: lines aligned, words marked, equal runs folded. */
export function CompareText({
  application,
  left,
  right,
}: {
  application: string;
  left: DiffSide;
  right: DiffSide;
}) {
  if (application === "")
    return (
      <Empty title="Choose an application">
        Its rendered YAML in {left.name} and {right.name} is shown side by side, object beside object.
      </Empty>
    );
  return <ApplicationText application={application} left={left} right={right} />;
}

function ApplicationText({
  application,
  left,
  right,
}: {
  application: string;
  left: DiffSide;
  right: DiffSide;
}) {
  const ask = useAsk(textContract, { left: left.name, right: right.name, application });
  if (ask.isError) return <Empty title={`${application} could not be read`}>{ask.error.message}</Empty>;
  if (!ask.data) return <SkeletonRows label={`Reading ${application}`} />;
  const { objects, problems } = ask.data;
  if (objects.length === 0)
    return (
      <div className="grid gap-3">
        <Empty title={`${application} has no objects in ${left.name} or ${right.name}`} />
        <ProblemList problems={problems} />
      </div>
    );
  const differing = objects.filter((one) => one.left !== one.right);
  return (
    <div className="grid gap-3">
      <ProblemList problems={problems} />
      <p className="text-text-2">
        <b className="text-text">{counted(differing.length, "object")}</b> of {objects.length} differ as text
      </p>
      {[...differing, ...objects.filter((one) => one.left === one.right)].map((pair) => (
        <ObjectText
          key={`${pair.object} ${pair.left?.length} ${pair.right?.length}`}
          pair={pair}
          left={left}
          right={right}
        />
      ))}
    </div>
  );
}

function ObjectText({ pair, left, right }: { pair: Pair; left: DiffSide; right: DiffSide }) {
  const equal = pair.left === pair.right;
  const [open, setOpen] = useState(!equal);
  return (
    <section className="panel overflow-hidden" aria-label={pair.object}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-8 w-full items-center gap-2 bg-inset px-3 text-left outline-offset-[-2px]"
      >
        <ChevronDown aria-hidden className={cn("size-3 text-text-3", !open && "-rotate-90")} />
        <span className="mono min-w-0 [overflow-wrap:anywhere]">{pair.object}</span>
        <span className="ml-auto flex-none text-12 text-text-2">
          {equal
            ? "equal"
            : pair.left === null
              ? `only in ${right.name}`
              : pair.right === null
                ? `only in ${left.name}`
                : "differs"}
        </span>
      </button>
      {open ? <ObjectLines pair={pair} left={left} right={right} /> : null}
    </section>
  );
}

function ObjectLines({ pair, left, right }: { pair: Pair; left: DiffSide; right: DiffSide }) {
  const runs = useMemo(() => runsOf(alignLines(pair.left, pair.right)), [pair.left, pair.right]);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const rule = right.production ? "border-l-2 border-l-rule" : "border-l border-l-line";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll sideways, by keyboard too
    <div className="overflow-x-auto border-t border-line outline-offset-[-2px]" tabIndex={0}>
      <table className="mono w-full min-w-[720px] table-fixed border-collapse leading-5">
        <caption className="heard">
          {pair.object} in {left.name} and {right.name}
        </caption>
        <colgroup>
          <col className="w-10" />
          <col />
          <col className="w-10" />
          <col />
        </colgroup>
        <thead>
          <tr className="text-left font-sans text-12">
            <th colSpan={2} scope="colgroup" className="px-3 py-1 font-semibold">
              {left.production ? <ProdLabel className="mr-1.5" /> : null}
              {left.name}
            </th>
            <th colSpan={2} scope="colgroup" className={cn("px-3 py-1 font-semibold", rule)}>
              {right.production ? <ProdLabel className="mr-1.5" /> : null}
              {right.name}
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run, at) => {
            const start = run.lines[0];
            const key = `${start?.left?.line ?? "-"} ${start?.right?.line ?? "-"}`;
            if (run.far && !unfolded.has(at))
              return (
                <tr key={key}>
                  <td colSpan={4} className="border-y border-line bg-page p-0">
                    <button
                      type="button"
                      onClick={() => setUnfolded(new Set([...unfolded, at]))}
                      className="min-h-6 w-full px-3 text-left font-sans text-12 text-text-2 outline-offset-[-2px] hover:bg-hover"
                    >
                      ⋯ {counted(run.lines.length, "equal line")}
                    </button>
                  </td>
                </tr>
              );
            return run.lines.map((line) => (
              <TextLine
                key={`${line.left?.line ?? "-"} ${line.right?.line ?? "-"}`}
                line={line}
                rule={rule}
              />
            ));
          })}
        </tbody>
      </table>
    </div>
  );
}

function TextLine({ line, rule }: { line: AlignedLine; rule: string }) {
  const side = (which: "left" | "right") => {
    const one = line[which];
    const sign = which === "left" ? "−" : "+";
    const tint = line.equal
      ? ""
      : one === null
        ? "hatch"
        : which === "left"
          ? "bg-removed-bg"
          : "bg-added-bg";
    return (
      <>
        <td
          className={cn("pr-1.5 text-right text-11 text-text-3 select-none", tint, which === "right" && rule)}
        >
          {one?.line}
        </td>
        <td className={cn("px-1.5 whitespace-pre-wrap [overflow-wrap:anywhere]", tint)}>
          {one === null ? null : (
            <>
              <span aria-hidden={line.equal} className={which === "left" ? "text-removed" : "text-added"}>
                {line.equal ? " " : sign}{" "}
              </span>
              <MarkedText
                parts={one.parts}
                side={line.equal ? "quiet" : which === "left" ? "removed" : "added"}
              />
            </>
          )}
        </td>
      </>
    );
  };
  return (
    <tr className="align-top" {...(line.equal ? {} : { "data-change": true, tabIndex: -1 })}>
      {side("left")}
      {side("right")}
    </tr>
  );
}
