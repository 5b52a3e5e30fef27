"use client";

import { ArrowRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { whatif } from "@/lib/contract/application";
import type { CandidateView, ExplainView, WhatIfView } from "@/lib/contract/explain";
import { edit } from "@/lib/contract/promotion";
import { RefusedLine } from "../act/refused-line";
import { ProdLabel } from "../frame/prod-label";
import { sourceText } from "../provenance/source-link";
import { useAsk } from "../query/use-ask";
import { useCommand } from "../query/use-command";
import { Button } from "../ui/button";
import { cn } from "../ui/class-names";
import { Field, TextInput } from "../ui/field";
import { ProblemList } from "../ui/problem";
import { valueText } from "./layer-stack";

type Tried = { line: CandidateView; value: string | null };

/** Edit one layer's line in thought: who would get another value, before anything is saved. */
export function WhatIf({ view }: { view: ExplainView }) {
  const lines = view.candidates.filter((one) => one.editable).toReversed();
  const [at, setAt] = useState(
    Math.max(
      0,
      lines.findIndex((one) => one.won),
    ),
  );
  const [text, setText] = useState<string | null>(null);
  const [tried, setTried] = useState<Tried | null>(null);
  const line = lines[at];
  if (line === undefined) return null;
  const value = text ?? valueText(line.value);
  const asked = (to: string | null) => setTried({ line, value: to });
  return (
    <section aria-labelledby="what-if" className="panel overflow-hidden">
      <div className="flex flex-wrap items-center gap-2 px-3.5 py-2.5">
        <h2 id="what-if">What if I edit</h2>
        <fieldset className="ml-auto flex flex-wrap gap-1">
          <legend className="heard">Layer</legend>
          {lines.map((one, index) => (
            <label
              key={`${one.file}:${one.line}`}
              className={cn(
                "cursor-pointer rounded-md px-2 py-1 text-12 has-focus-visible:outline-2",
                index === at ? "edged bg-panel font-semibold" : "text-text-2 hover:bg-hover",
              )}
            >
              <input
                type="radio"
                name="layer"
                className="heard"
                checked={index === at}
                onChange={() => {
                  setAt(index);
                  setText(null);
                  setTried(null);
                }}
              />
              {one.layer}
            </label>
          ))}
        </fieldset>
      </div>
      <form
        className="grid gap-2 border-t border-line px-3.5 py-3"
        onSubmit={(event) => {
          event.preventDefault();
          asked(value);
        }}
      >
        <Field
          label={
            <span className="mono font-normal">
              {sourceText({ file: line.file, line: line.line, sha: null })}
            </span>
          }
        >
          {(wiring) => (
            <TextInput {...wiring} mono value={value} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" disabled={value === valueText(line.value)} reasonAt="none">
            Show what changes
          </Button>
          <Button onClick={() => asked(null)}>Without the line</Button>
        </div>
      </form>
      {tried && tried.line === line ? <Outcome view={view} tried={tried} /> : null}
    </section>
  );
}

function Outcome({ view, tried }: { view: ExplainView; tried: Tried }) {
  const input = {
    application: view.application,
    environment: view.environment,
    cluster: view.cluster,
    path: view.address,
    file: tried.line.file,
    line: tried.line.line,
    value: tried.value,
  };
  const ask = useAsk(whatif, input);
  const router = useRouter();
  const [failed, setFailed] = useState<string | null>(null);
  const open = useCommand(edit, {
    done: ({ id }) => router.push(`/promotions/${id}`),
    failed: setFailed,
  });
  if (!ask.data)
    return (
      <p role="status" className="border-t border-line px-3.5 py-3 text-text-2">
        {ask.isError ? ask.error.message : "Rendering every placement with the edit…"}
      </p>
    );
  const result = ask.data;
  return (
    <>
      <Reach result={result} />
      {result.problems.length > 0 ? (
        <div className="border-t border-line px-3.5 py-3">
          <ProblemList problems={result.problems} label="Problems the edit would make" />
        </div>
      ) : null}
      <div className="grid gap-2 border-t border-line px-3.5 py-3">
        <Button
          variant="primary"
          pending={open.isPending}
          disabled={!result.change.allowed}
          reason={result.change.message}
          reasonAt="below"
          onClick={() => open.mutate(input)}
        >
          Open as change…
        </Button>
        <p className="text-12 text-text-2">
          Nothing is saved yet. A change meets the same gates and approvals as a promotion.
        </p>
        <RefusedLine message={failed} />
      </div>
    </>
  );
}

/** Every placement of the application with its value before and after. */
function Reach({ result }: { result: WhatIfView }) {
  const changed = result.rows.filter((row) => row.changed).length;
  return (
    <>
      <table className="w-full border-t border-line text-left">
        <caption className="heard">What the edit changes</caption>
        <thead>
          <tr className="text-text-2">
            <th scope="col" className="px-3.5 py-1.5 font-normal">
              {changed} of {result.rows.length} {result.rows.length === 1 ? "placement" : "placements"}{" "}
              {changed === 1 ? "changes" : "change"}
            </th>
            <th scope="col" className="py-1.5 font-normal">
              Value
            </th>
            <th scope="col" className="px-3.5 py-1.5 text-right font-normal">
              Decided by
            </th>
          </tr>
        </thead>
        <tbody>
          {result.rows.map((row) => (
            <tr
              key={`${row.environment} ${row.cluster}`}
              className={row.changed ? "bg-inset" : "text-text-2"}
            >
              <th scope="row" className="border-t border-line px-3.5 py-1.5 font-normal">
                <span className="inline-flex flex-wrap items-center gap-1.5">
                  {row.production ? <ProdLabel /> : null}
                  <span className={row.changed ? "font-semibold" : ""}>
                    {row.production ? row.cluster : row.environment}
                  </span>
                </span>
              </th>
              <td className="mono border-t border-line py-1.5 [overflow-wrap:anywhere]">
                {row.failed ? (
                  <span className="text-failed">{row.failed}</span>
                ) : row.before === row.after ? (
                  (row.after ?? "not there")
                ) : (
                  <span className="inline-flex flex-wrap items-center gap-1.5">
                    <del className="rounded-[3px] bg-removed-bg px-1 no-underline">
                      − {row.before ?? "not there"}
                    </del>
                    <ArrowRight aria-hidden className="size-3" />
                    <ins className="rounded-[3px] bg-added-bg px-1 no-underline">
                      + {row.after ?? "not there"}
                    </ins>
                  </span>
                )}
                {row.alsoChanged > 0 ? (
                  <span className="ml-1.5 font-sans text-12 text-text-2">and {row.alsoChanged} more</span>
                ) : null}
              </td>
              <td className="border-t border-line px-3.5 py-1.5 text-right text-12">
                {row.decidedBy ?? (row.changed ? "" : "same")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {result.others.length > 0 ? (
        <p className="border-t border-line px-3.5 py-2.5 text-12 text-text-2">
          It also reaches{" "}
          {result.others
            .map((one) => `${one.application} in ${one.environment} on ${one.cluster}`)
            .join(", ")}
          .
        </p>
      ) : null}
    </>
  );
}
