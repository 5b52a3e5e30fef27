"use client";

import { type ReactNode, useRef, useState } from "react";
import { Button } from "../ui/button";
import { Dialog, DialogClose, DialogFoot } from "../ui/dialog";
import { Field, TextArea, TextInput } from "../ui/field";
import { RefusedLine } from "./refused-line";

export type Confirmed = { typed: string; reason: string };

/**
 * Asks before an act whose blast radius deserves it. Level 2 names what it touches; level 4 wants the object's name
 * typed and a reason. Level 1 has no dialog but an undo, level 3 is a review page and never a dialog.
 * The promise that `onConfirm` returns keeps the dialog open and busy; a message in it is shown and keeps it open.
 */
export function Confirm({
  level,
  trigger,
  title,
  facts,
  object,
  verb,
  reason: wantsReason = level === 4 ? "required" : "none",
  children,
  unready,
  onConfirm,
}: {
  level: 2 | 4;
  trigger: ReactNode;
  /** "Restart my-service in staging?" */
  title: string;
  /** What it does, counted: "restarts 6 pods". */
  facts: readonly string[];
  /** What has to be typed at level 4. */
  object?: string;
  /** The act in the button: "Restart". */
  verb: string;
  reason?: "none" | "optional" | "required";
  /** What else it asks for, kept by the caller. */
  children?: ReactNode;
  /** Why what the children hold may not be sent yet. */
  unready?: string | undefined;
  onConfirm: (given: Confirmed) => Promise<string | undefined> | undefined;
}) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const cancel = useRef<HTMLButtonElement>(null);
  const missing =
    level === 4 && typed !== object
      ? `Type ${object} first`
      : wantsReason === "required" && reason.trim().length < 3
        ? "Give a reason first"
        : unready;
  const close = () => {
    setOpen(false);
    setTyped("");
    setReason("");
    setFailed(undefined);
  };
  const confirm = async () => {
    setBusy(true);
    setFailed(undefined);
    const message = await onConfirm({ typed, reason: reason.trim() });
    setBusy(false);
    if (message) setFailed(message);
    else close();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) {
          close();
          return;
        }
        setOpen(true);
        requestAnimationFrame(() => cancel.current?.focus());
      }}
      trigger={trigger}
      title={title}
      description={facts.length === 1 ? facts[0] : undefined}
    >
      <div className="grid gap-3 px-4 pt-3">
        {facts.length > 1 ? (
          <ul className="grid list-disc gap-1 pl-5 text-text-2">
            {facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        ) : null}
        {level === 4 ? (
          <Field label={<>Type {object} to confirm</>}>
            {(wiring) => (
              <TextInput
                {...wiring}
                mono
                autoComplete="off"
                spellCheck={false}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        {wantsReason === "none" ? null : (
          <Field label="Reason, kept in the audit" required={wantsReason === "required"}>
            {(wiring) => (
              <TextArea {...wiring} value={reason} onChange={(event) => setReason(event.target.value)} />
            )}
          </Field>
        )}
        {children}
        <RefusedLine message={failed} />
      </div>
      <DialogFoot>
        <DialogClose asChild>
          <Button ref={cancel}>Cancel</Button>
        </DialogClose>
        <Button
          variant={level === 4 ? "danger" : "primary"}
          pending={busy}
          disabled={missing !== undefined}
          reason={missing}
          onClick={() => void confirm()}
        >
          {verb}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
