"use client";

import { useState } from "react";
import { verify } from "@/lib/contract/audit";
import { CopyAsCli } from "../act/copy-as-cli";
import { useAsk } from "../query/use-ask";
import { StatusShape } from "../status/status-shape";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Dialog, DialogClose, DialogFoot } from "../ui/dialog";
import { Field, TextInput } from "../ui/field";

const headForm = /^\d+:[0-9a-f]{64}$/;

/** Recomputes the chain and shows what that proves, and the head to note down outside this database. */
export function ChainProof({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Verify the chain"
      description="Every entry carries a hash over itself and the entry before it. This recomputes all of them."
    >
      {open ? <Proof /> : null}
    </Dialog>
  );
}

function Proof() {
  const [noted, setNoted] = useState("");
  const [asked, setAsked] = useState<string | null>(null);
  const ask = useAsk(verify, asked === null ? {} : { head: asked });
  const wrong = noted !== "" && !headForm.test(noted.trim());
  const proof = ask.data;
  const head = proof?.head ? `${proof.head.seq}:${proof.head.hash}` : null;
  return (
    <>
      <div className="grid gap-3 px-4 pt-3" aria-live="polite">
        {ask.isError ? <p className="text-failed">{ask.error.message}</p> : null}
        {!proof && !ask.isError ? <p className="text-text-2">Recomputing…</p> : null}
        {proof ? (
          <div
            className={`flex gap-2 rounded-md px-3 py-2 ${proof.intact ? "bg-healthy-bg" : "bg-failed-bg"}`}
          >
            <StatusShape kind={proof.intact ? "healthy" : "failed"} className="mt-0.5" />
            <p className="min-w-0">
              <b>
                {proof.intact && proof.entries === 0
                  ? "There is no entry yet"
                  : proof.intact
                    ? `All ${proof.entries.toLocaleString("en-US")} entries fit`
                    : `The chain is broken${proof.firstBad ? ` at entry ${proof.firstBad.seq}` : ""}`}
              </b>
              {proof.firstBad ? <span className="block text-text-2">{proof.firstBad.why}</span> : null}
              <span className="block text-12 text-text-2">{proof.note}</span>
            </p>
          </div>
        ) : null}
        {head ? (
          <div>
            <p className="text-12 font-medium text-text-2">
              The head now: note it down outside this database
            </p>
            <p className="mono flex items-center gap-1 [overflow-wrap:anywhere]">
              {head}
              <CopyButton text={head} label="head" />
            </p>
          </div>
        ) : null}
        <Field
          label="A head you noted earlier"
          hint="Proves also that no entry was cut off or rewritten since."
          error={wrong ? "A head reads 123:… with 64 letters of hash." : null}
        >
          {(wiring) => (
            <TextInput
              {...wiring}
              mono
              autoComplete="off"
              spellCheck={false}
              value={noted}
              onChange={(event) => setNoted(event.target.value)}
            />
          )}
        </Field>
      </div>
      <DialogFoot>
        <CopyAsCli
          command={asked === null ? "o8 audit verify" : `o8 audit verify --head ${asked}`}
          className="mr-auto"
        />
        <DialogClose asChild>
          <Button>Close</Button>
        </DialogClose>
        <Button
          variant="primary"
          pending={ask.isFetching}
          disabled={wrong}
          reason={wrong ? "The head is not one" : undefined}
          reasonAt="none"
          onClick={() => {
            const next = noted.trim() === "" ? null : noted.trim();
            if (next === asked) void ask.refetch();
            else setAsked(next);
          }}
        >
          {noted.trim() === "" ? "Verify again" : "Verify against it"}
        </Button>
      </DialogFoot>
    </>
  );
}
