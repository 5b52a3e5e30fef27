"use client";

import { type ReactNode, useState } from "react";
import { reject } from "@/lib/contract/promotion";
import type { PromotionView, TeamApproval } from "@/lib/contract/promotion-view";
import { Button } from "../ui/button";
import { Field, TextArea } from "../ui/field";
import { Sheet } from "../ui/sheet";
import { say } from "../ui/toast";
import { edge, Foot, movedText, useSeenDigest } from "./decide-sheet-parts";
import { DigestLine } from "./plan-brief";
import { plainText, titleOf } from "./title";
import { useAct } from "./use-act";

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
