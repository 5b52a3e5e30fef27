"use client";

import { useState } from "react";
import { type EnvironmentSchedule, keepAwake, letSleep } from "@/lib/contract/schedule";
import { RefusedLine } from "../act/refused-line";
import { useAct } from "../promotion/use-act";
import { When } from "../time/when";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field, TextInput } from "../ui/field";
import { keyed } from "../ui/keyed";
import { Select } from "../ui/select";

const lengths = [2, 4, 8, 24, 72] as const;

/** Somebody needs it tonight: until when, and why. Who keeps it is shown until then, and may be taken back. */
export function KeepAwake({ environment, asOf }: { environment: EnvironmentSchedule; asOf: string }) {
  const [open, setOpen] = useState(false);
  const { keep, keeps } = environment;
  const back = useAct(letSleep, {});
  return (
    <>
      {keep.allowed ? (
        <Dialog
          open={open}
          onOpenChange={setOpen}
          trigger={<Button>Keep awake</Button>}
          title={`Keep ${environment.environment} awake`}
          description="It wakes within a minute when it sleeps. Your name and reason are shown, and recorded."
        >
          <KeepForm environment={environment.environment} asOf={asOf} done={() => setOpen(false)} />
        </Dialog>
      ) : (
        <Button disabled reason={keep.message} reasonAt="below">
          Keep awake
        </Button>
      )}
      {keeps.length > 0 ? (
        <div className="basis-full">
          <ul className="grid gap-1">
            {keyed(keeps, (one) => `${one.from} ${one.person}`).map(({ key, item }) => (
              <li key={key}>
                <b>{item.person}</b> keeps it awake, <When at={item.until} form="until" asOf={asOf} />:{" "}
                {item.reason}
              </li>
            ))}
          </ul>
          <Button
            size="sm"
            className="mt-1.5"
            pending={back.pending}
            disabled={!keep.allowed}
            reason={keep.message}
            onClick={() => back.send({ environment: environment.environment })}
          >
            Let it sleep again
          </Button>
          <RefusedLine message={back.refused} />
        </div>
      ) : null}
    </>
  );
}

function KeepForm({ environment, asOf, done }: { environment: string; asOf: string; done: () => void }) {
  const [length, setLength] = useState("4");
  const [reason, setReason] = useState("");
  const act = useAct(keepAwake, { said: done });
  const until = new Date(Date.parse(asOf) + Number(length) * 3_600_000).toISOString();
  return (
    <div className="grid gap-3 px-4 pt-3 pb-4">
      <Field label="For">
        {(wiring) => (
          <Select
            {...wiring}
            value={length}
            onChange={(event) => setLength(event.target.value)}
            options={lengths.map((hours) => ({
              value: String(hours),
              label: hours < 24 ? `${hours} hours` : hours === 24 ? "1 day" : `${hours / 24} days`,
            }))}
          />
        )}
      </Field>
      <Field label="Why" required hint="A few words, for those who pay.">
        {(wiring) => (
          <TextInput {...wiring} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <p className="text-text-2">
        Until <When at={until} form="minute" />.
      </p>
      <div className="grid justify-items-start gap-1.5">
        <Button
          variant="primary"
          pending={act.pending}
          disabled={reason.trim().length < 3}
          reason="Say why, in a few words."
          onClick={() => act.send({ environment, until, reason: reason.trim() })}
        >
          Keep it awake
        </Button>
        <RefusedLine message={act.refused} />
      </div>
    </div>
  );
}
