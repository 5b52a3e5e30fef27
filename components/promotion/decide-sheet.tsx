"use client";

import { type ReactNode, useState } from "react";
import { approve, reject } from "@/lib/contract/promotion";
import type { PromotionView, TeamApproval } from "@/lib/contract/promotion-view";
import { RefusedLine } from "../act/refused-line";
import { Button } from "../ui/button";
import { Field, TextArea } from "../ui/field";
import { Sheet } from "../ui/sheet";
import { say } from "../ui/toast";
import { DigestLine, PlanBrief, RiskList } from "./plan-brief";
import { plainText, titleOf } from "./title";
import { useAct } from "./use-act";

/** From the right on a desk, from below on a phone. */
const edge =
  "max-md:inset-x-0 max-md:top-auto max-md:bottom-0 max-md:w-full max-md:max-h-[88vh] max-md:rounded-t-lg max-md:border-t max-md:border-l-0";

function Foot({ refused, children }: { refused: string | null; children: ReactNode }) {
  return (
    <div className="sticky bottom-0 mt-auto grid gap-2 border-t border-line bg-page px-4 py-3">
      <RefusedLine message={refused} />
      {children}
    </div>
  );
}

/** The digest the sheet was opened with: a plan that moves meanwhile is not decided on unseen. */
function useSeenDigest(current: string | null) {
  const [seen, setSeen] = useState<string | null>(null);
  return { seen, open: () => setSeen(current), moved: seen !== null && seen !== current };
}

const movedText = "The plan changed while this was open. Close it and read what changed.";

/** Yes for one team, after the plan, its risks and its digest stood in view. */
export function ApproveSheet({
  view,
  team,
  trigger,
}: {
  view: PromotionView;
  team: TeamApproval;
  trigger: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const [comment, setComment] = useState("");
  const { seen, open: look, moved } = useSeenDigest(view.plan.digest);
  const act = useAct(approve, {
    said: (value) => say(plainText(value.sentence)),
    done: () => {
      setOpen(false);
      setComment("");
    },
  });
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => {
        if (next) look();
        act.clear();
        setOpen(next);
      }}
      trigger={trigger}
      title={`Approve for ${team.team}`}
      description={titleOf(view)}
      className={edge}
    >
      <div className="border-y border-line">
        <PlanBrief plan={view.plan} />
      </div>
      <h3 className="px-3 pt-2.5 pb-1">Risk</h3>
      <RiskList plan={view.plan} gates={view.gates} />
      <div className="grid gap-3 px-4 pt-2 pb-4">
        {seen ? <DigestLine digest={seen} /> : null}
        <p className="text-12 text-text-2">
          {view.production ? "Production: once" : "Once"} every gate has passed, it is committed to Git and
          delivered by itself.
        </p>
        <Field label="Reason or remark, kept in the audit">
          {(wiring) => (
            <TextArea {...wiring} value={comment} onChange={(event) => setComment(event.target.value)} />
          )}
        </Field>
      </div>
      <Foot refused={act.refused}>
        <Button
          variant="primary"
          className="min-h-10 max-md:min-h-12"
          wide
          pending={act.pending}
          disabled={moved || seen === null}
          reason={moved ? movedText : "There is no plan to approve now."}
          reasonAt="below"
          onClick={() => {
            if (seen)
              act.send({
                id: view.id,
                team: team.team,
                planDigest: seen,
                ...(comment.trim() ? { comment: comment.trim() } : {}),
              });
          }}
        >
          Approve for {team.team}
        </Button>
      </Foot>
    </Sheet>
  );
}

const reasonMissing = "Say why, in at least three letters, so that the others can act on it.";

/** No for one team; without a reason nothing is sent. */
export function RejectSheet({
  view,
  team,
  trigger,
}: {
  view: PromotionView;
  team: TeamApproval;
  trigger: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const { seen, open: look, moved } = useSeenDigest(view.plan.digest);
  const act = useAct(reject, {
    said: (value) => say(plainText(value.sentence)),
    done: () => {
      setOpen(false);
      setReason("");
    },
  });
  const send = () => {
    const given = reason.trim();
    setMissing(given.length < 3);
    if (given.length >= 3 && seen)
      act.send({ id: view.id, team: team.team, planDigest: seen, reason: given });
  };
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => {
        if (next) look();
        act.clear();
        setMissing(false);
        setOpen(next);
      }}
      trigger={trigger}
      title={`Reject for ${team.team}`}
      description={titleOf(view)}
      className={edge}
    >
      <div className="grid gap-3 px-4 pt-1 pb-4">
        <p className="text-text-2">
          This ends the request. A new one can be asked for when what you name is solved.
        </p>
        <Field label="Why not" required error={missing ? reasonMissing : undefined}>
          {(wiring) => (
            <TextArea
              {...wiring}
              rows={4}
              value={reason}
              onChange={(event) => {
                setReason(event.target.value);
                setMissing(false);
              }}
            />
          )}
        </Field>
        {seen ? <DigestLine digest={seen} /> : null}
      </div>
      <Foot refused={act.refused}>
        <Button
          variant="danger"
          className="min-h-10 max-md:min-h-12"
          wide
          pending={act.pending}
          disabled={moved || seen === null}
          reason={moved ? movedText : "There is no plan to reject now."}
          reasonAt="below"
          onClick={send}
        >
          Reject for {team.team}
        </Button>
      </Foot>
    </Sheet>
  );
}
