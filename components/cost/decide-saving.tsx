"use client";

import { useRef, useState } from "react";
import { accept, type DecidedSavingView, dismiss, reopen, type SavingView } from "@/lib/contract/cost-saving";
import { money } from "@/lib/domain/cost-review/money";
import { Confirm } from "../act/confirm";
import { useCommand } from "../query/use-command";
import { Button } from "../ui/button";
import { Dialog, DialogClose, DialogFoot } from "../ui/dialog";
import { Field, TextArea, TextInput } from "../ui/field";

const silent = { failed: () => undefined };
const said = (error: unknown): string =>
  error instanceof Error ? error.message : "The server did not answer.";

const words = {
  accept: {
    verb: "Agree",
    title: "Agree to",
    fact: "Nothing is switched off by this. It is kept apart, with your name, until the day it should be done; if it is still there then, it is open again.",
    day: "Done by",
  },
  dismiss: {
    verb: "Dismiss",
    title: "Leave as it is:",
    fact: "It is kept apart, with your name and reason, and comes back on the day you choose.",
    day: "Look again on",
  },
} as const;

/** Agree on a saving or leave it as it is: why, and until when. */
export function DecideSaving({
  saving,
  currency,
  recheckOn,
}: {
  saving: SavingView;
  currency: string;
  recheckOn: string;
}) {
  if (!saving.decide.allowed)
    return (
      <Button size="sm" disabled reason={saving.decide.message}>
        Decide
      </Button>
    );
  return (
    <span className="flex gap-1.5">
      {(["accept", "dismiss"] as const).map((act) => (
        <Decision key={act} act={act} saving={saving} currency={currency} recheckOn={recheckOn} />
      ))}
    </span>
  );
}

function Decision({
  act,
  saving,
  currency,
  recheckOn,
}: {
  act: keyof typeof words;
  saving: SavingView;
  currency: string;
  recheckOn: string;
}) {
  const { verb, title, fact, day } = words[act];
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState(recheckOn);
  const [failed, setFailed] = useState<string>();
  const cancel = useRef<HTMLButtonElement>(null);
  const agreed = useCommand(accept, silent);
  const dismissed = useCommand(dismiss, silent);
  const busy = agreed.isPending || dismissed.isPending;
  const send = async () => {
    setFailed(undefined);
    try {
      const input = { saving: saving.id, reason: reason.trim(), recheckOn: until };
      await (act === "accept" ? agreed : dismissed).mutateAsync(input);
      setOpen(false);
      setReason("");
    } catch (error) {
      setFailed(said(error));
    }
  };
  const missing =
    reason.trim().length < 3 ? "Give a reason first" : until === "" ? "Choose a day first" : undefined;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) requestAnimationFrame(() => cancel.current?.focus());
      }}
      trigger={
        <Button size="sm" aria-label={`${verb}: ${saving.title}`}>
          {verb}
        </Button>
      }
      title={`${title} ${saving.title}`}
      description={`${money(saving.monthly, currency)} a month, estimated. ${fact}`}
    >
      <div className="grid gap-3 px-4 pt-3">
        <Field label="Reason, kept in the audit" required>
          {(wiring) => (
            <TextArea {...wiring} value={reason} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
        <Field label={day} required>
          {(wiring) => (
            <TextInput
              {...wiring}
              type="date"
              value={until}
              onChange={(event) => setUntil(event.target.value)}
            />
          )}
        </Field>
        {failed ? (
          <p role="alert" className="text-failed">
            {failed}
          </p>
        ) : null}
      </div>
      <DialogFoot>
        <DialogClose asChild>
          <Button ref={cancel}>Cancel</Button>
        </DialogClose>
        <Button
          variant="primary"
          pending={busy}
          disabled={missing !== undefined}
          reason={missing}
          onClick={() => void send()}
        >
          {verb}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

/** Take a decision back, so that the saving is open again. */
export function ReopenSaving({ saving }: { saving: DecidedSavingView }) {
  const command = useCommand(reopen, silent);
  if (!saving.decide.allowed || saving.gone) return null;
  return (
    <Confirm
      level={2}
      trigger={
        <Button size="sm" aria-label={`Open again: ${saving.title}`}>
          Open again
        </Button>
      }
      title={`Open “${saving.title}” again?`}
      facts={["What was said stays in the audit and no longer holds."]}
      verb="Open again"
      reason="required"
      onConfirm={async ({ reason }) => {
        try {
          await command.mutateAsync({ saving: saving.id, reason });
          return undefined;
        } catch (error) {
          return said(error);
        }
      }}
    />
  );
}
