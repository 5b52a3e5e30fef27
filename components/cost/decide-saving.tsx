"use client";

import { useState } from "react";
import { accept, type DecidedSavingView, dismiss, reopen, type SavingView } from "@/lib/contract/cost-saving";
import { money } from "@/lib/domain/cost-review/money";
import { Confirm } from "../act/confirm";
import { useConfirmed } from "../act/use-confirmed";
import { Button } from "../ui/button";
import { Field, TextInput } from "../ui/field";

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
  const [until, setUntil] = useState(recheckOn);
  const agree = useConfirmed(accept);
  const leave = useConfirmed(dismiss);
  return (
    <Confirm
      level={2}
      trigger={
        <Button size="sm" aria-label={`${verb}: ${saving.title}`}>
          {verb}
        </Button>
      }
      title={`${title} ${saving.title}`}
      facts={[`${money(saving.monthly, currency)} a month, estimated. ${fact}`]}
      verb={verb}
      reason="required"
      unready={until === "" ? "Choose a day first" : undefined}
      onConfirm={({ reason }) =>
        (act === "accept" ? agree : leave)({ saving: saving.id, reason, recheckOn: until })
      }
    >
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
    </Confirm>
  );
}

/** Take a decision back, so that the saving is open again. */
export function ReopenSaving({ saving }: { saving: DecidedSavingView }) {
  const send = useConfirmed(reopen);
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
      onConfirm={({ reason }) => send({ saving: saving.id, reason })}
    />
  );
}
