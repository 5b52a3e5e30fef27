"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { PlanView } from "@/lib/contract/plan-view";
import type { VerdictView, Sentence as Words } from "@/lib/contract/view";
import { CopyAsCli } from "../act/copy-as-cli";
import { RefusedLine } from "../act/refused-line";
import { FileDiff } from "../diff/file-diff";
import { Sentence } from "../frame/sentence";
import { Button } from "../ui/button";

type Preview = { plan: PlanView; verdict: Words; request: VerdictView };

/**
 * The end of every dialog that asks for a change: the lines the plan writes, what it waits for, and the button that
 * asks for exactly the plan in view. `facts` says what only this change has to say, `effect` what its lines do.
 */
export function PlannedAsk<P extends Preview>({
  preview,
  reading,
  act,
  send,
  verb,
  facts,
  effect,
  cli,
}: {
  preview: Pick<UseQueryResult<P>, "data" | "error">;
  /** What is going on until the preview is there: "Reading the files…". */
  reading: string;
  act: { pending: boolean; refused: string | null };
  /** Adds the digest that was in view to what is asked for; a preview without a commit has none. */
  send: (seen: { planDigest?: string }) => void;
  /** "Ask for this rule". */
  verb: string;
  facts?: (preview: P) => ReactNode;
  effect?: (preview: P) => ReactNode;
  /** The same act as a command line. */
  cli?: string;
}) {
  if (preview.error) return <RefusedLine message={preview.error.message} />;
  if (!preview.data)
    return (
      <p role="status" className="text-text-2">
        {reading}
      </p>
    );
  const { plan, verdict, request } = preview.data;
  return (
    <>
      {facts?.(preview.data)}
      {plan.files.map((file) => (
        <FileDiff key={file.file} change={file} />
      ))}
      {plan.notes.map((note) => (
        <p key={note} className="text-12 text-text-2">
          {note}
        </p>
      ))}
      {effect?.(preview.data)}
      <Sentence words={verdict} />
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="grid justify-items-start gap-1.5">
          <Button
            variant="primary"
            pending={act.pending}
            disabled={!request.allowed}
            reason={request.message}
            onClick={() => send(plan.digest === null ? {} : { planDigest: plan.digest })}
          >
            {verb}
          </Button>
          <RefusedLine message={act.refused} />
        </div>
        {cli === undefined ? null : <CopyAsCli command={cli} />}
      </div>
    </>
  );
}
