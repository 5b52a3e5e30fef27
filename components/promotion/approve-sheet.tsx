"use client";

import { type ReactNode, useEffect, useState } from "react";
import { approve } from "@/lib/contract/promotion";
import type { PromotionView, TeamApproval } from "@/lib/contract/promotion-view";
import { isNarrow } from "../compare/compare-sheet";
import { ProveAgain } from "../sign-in/prove-again";
import { tooOld, useProof } from "../sign-in/use-proof";
import { Button } from "../ui/button";
import { Field, TextArea } from "../ui/field";
import { Sheet } from "../ui/sheet";
import { say } from "../ui/toast";
import { backTo, keepRemark, takeRemark, useApproveLink } from "./approve-link";
import { edge, Foot, movedText, useSeenDigest } from "./decide-sheet-parts";
import { DigestLine, PlanBrief, RiskList } from "./plan-brief";
import { plainText, titleOf } from "./title";
import { useAct } from "./use-act";

/** Yes for one team, after the plan, its risks and its digest stood in view. */
export function ApproveSheet({
  view,
  team,
  trigger,
  tall,
}: {
  view: PromotionView;
  team: TeamApproval;
  trigger: ReactNode;
  /** In the dock of a phone; the column of a desk has its own, and a link opens one of them. */
  tall: boolean;
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
  const proving = useProof(view.proof, act.code);
  const link = useApproveLink();
  const linked = link.team === team.team;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a link opens the sheet once, when the page does
  useEffect(() => {
    if (!linked || isNarrow() !== tall) return;
    setComment(takeRemark(view.id, team.team));
    look(link.digest ?? undefined);
    setOpen(true);
  }, []);
  const send = async () => {
    if (!seen) return;
    if (proving.needed && !(await proving.byPassword())) return;
    act.send({
      id: view.id,
      team: team.team,
      planDigest: seen,
      ...(comment.trim() ? { comment: comment.trim() } : {}),
    });
  };
  const leaves = proving.needed?.by === "provider" && seen !== null && !moved;
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => {
        if (next) look();
        else if (linked) link.clear();
        act.clear();
        proving.forget();
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
        <ProveAgain proving={proving} returned={linked} />
      </div>
      <Foot refused={act.code === tooOld && proving.needed ? null : act.refused}>
        {leaves ? (
          <Button
            variant="primary"
            className="min-h-10 max-md:min-h-12"
            wide
            pending={proving.pending}
            onClick={() => {
              keepRemark(view.id, team.team, comment);
              proving.byProvider(backTo(team.team, seen));
            }}
          >
            Sign in again, then approve
          </Button>
        ) : (
          <Button
            variant="primary"
            className="min-h-10 max-md:min-h-12"
            wide
            pending={act.pending || proving.pending}
            disabled={moved || seen === null}
            reason={moved ? movedText : "There is no plan to approve now."}
            reasonAt="below"
            onClick={() => void send()}
          >
            Approve for {team.team}
          </Button>
        )}
      </Foot>
    </Sheet>
  );
}
