"use client";

import { useState } from "react";
import type { ResultOf } from "@/lib/contract/operation";
import { type plan as planOf, request } from "@/lib/contract/promotion";
import { listed } from "@/lib/domain/promotion/sentence";
import { RefusedLine } from "../act/refused-line";
import { Sha } from "../provenance/sha";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Field, TextArea } from "../ui/field";
import { Panel } from "../ui/panel";
import type { PromoteAsk } from "./promote-page";
import { useRequest } from "./use-request";

/** Asks for exactly the plan that stands beside it, with a remark and further teams. */
export function AskPanel({ ask, view }: { ask: PromoteAsk; view: ResultOf<typeof planOf> }) {
  const [teams, setTeams] = useState<readonly string[]>([]);
  const [comment, setComment] = useState("");
  const act = useRequest(request);
  const { digest } = view.plan;
  const declared = view.gates.filter((gate) => gate.kind === "approvals").map((gate) => gate.name);
  return (
    <aside aria-label="Ask to promote" className="grid content-start gap-3 lg:sticky lg:top-3 lg:pt-2">
      <Panel title="Ask to promote">
        <p className="text-text-2">
          {declared.length > 0
            ? `${listed(declared)} ${declared.length === 1 ? "is" : "are"} asked to approve exactly this plan.`
            : "Nobody has to approve it; it starts by itself once every gate has passed."}
        </p>
        {view.otherTeams.length > 0 ? (
          <fieldset className="mt-3">
            <legend className="text-12 font-medium text-text-2">Ask further teams as well</legend>
            <div className="mt-1 grid">
              {view.otherTeams.map((team) => (
                <Checkbox
                  key={team}
                  checked={teams.includes(team)}
                  onCheckedChange={(on) =>
                    setTeams((now) => (on === true ? [...now, team] : now.filter((one) => one !== team)))
                  }
                >
                  {team}
                </Checkbox>
              ))}
            </div>
          </fieldset>
        ) : null}
        <Field label="Comment for the people who decide" className="mt-3">
          {(wiring) => (
            <TextArea
              {...wiring}
              rows={3}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
          )}
        </Field>
        <Button
          variant="primary"
          wide
          className="mt-3 max-md:min-h-12"
          pending={act.pending}
          disabled={!view.request.allowed || digest === null}
          reason={
            view.request.message ?? "This is a preview without a commit to build on; it cannot be asked for."
          }
          reasonAt="below"
          onClick={() => {
            if (digest === null) return;
            act.send({
              ...ask,
              planDigest: digest,
              approvers: [...teams],
              ...(comment.trim() ? { comment: comment.trim() } : {}),
            });
          }}
        >
          Ask to promote
        </Button>
        <RefusedLine message={act.refused} className="mt-2" />
      </Panel>
      {digest ? (
        <p className="flex items-center gap-2 px-3.5 text-12 text-text-2">
          Plan digest <Sha sha={digest} form="ends" copy label="plan digest" />
        </p>
      ) : null}
    </aside>
  );
}
