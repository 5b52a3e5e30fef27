"use client";

import { useState } from "react";
import { create, type TokenScope } from "@/lib/contract/token";
import type { ProofView } from "@/lib/contract/view";
import { RefusedLine } from "../act/refused-line";
import { useCommand } from "../query/use-command";
import { ProveAgain } from "../sign-in/prove-again";
import { type Proving, useProof } from "../sign-in/use-proof";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { CopyButton } from "../ui/copy-button";
import { Dialog, DialogClose, DialogFoot } from "../ui/dialog";
import { Field, TextInput } from "../ui/field";
import { Select } from "../ui/select";

const scopes: readonly { scope: TokenScope; does: string }[] = [
  { scope: "read", does: "read everything you may see" },
  { scope: "check.report", does: "report checks, as CI does" },
  { scope: "promotion.request", does: "ask for promotions" },
  { scope: "promotion.decide", does: "approve and reject in your name" },
  { scope: "all", does: "everything you may do" },
];
/** Such a token could say yes to production, so it is made after a new sign-in only. */
const approving: ReadonlySet<TokenScope> = new Set(["promotion.decide", "all"]);
const spans = [7, 30, 90, 180, 365];

/** Makes a token. Its secret lives in this dialog only, and is gone when it closes. */
export function NewToken({ proof }: { proof: ProofView }) {
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const command = useCommand(create, { done: (made) => setSecret(made.secret) });
  const proving = useProof(proof, command.error?.refusal?.code ?? null);
  const change = (next: boolean) => {
    setOpen(next);
    setSecret(null);
    // The answer of the command holds the secret too.
    command.reset();
    proving.forget();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      trigger={<Button size="sm">New token</Button>}
      title={secret === null ? "New access token" : "Copy the token now"}
      description={
        secret === null
          ? "It acts as you, within its scopes. It never reaches more than you may do."
          : "It is shown this once; only its hash is kept."
      }
    >
      {secret === null ? (
        <TokenForm
          pending={command.isPending}
          failed={command.error?.message ?? null}
          proving={proving}
          onMake={(input) => command.mutate(input)}
        />
      ) : (
        <>
          <div className="mx-4 mt-3 flex items-center gap-2 rounded-md border border-line-strong bg-inset px-3 py-2">
            <code className="mono min-w-0 flex-1 [overflow-wrap:anywhere]">{secret}</code>
            <CopyButton text={secret} label="token">
              Copy
            </CopyButton>
          </div>
          <DialogFoot>
            <DialogClose asChild>
              <Button variant="primary">I have copied it</Button>
            </DialogClose>
          </DialogFoot>
        </>
      )}
    </Dialog>
  );
}

function TokenForm({
  pending,
  failed,
  proving,
  onMake,
}: {
  pending: boolean;
  failed: string | null;
  proving: Proving;
  onMake: (input: { name: string; scopes: TokenScope[]; days: number }) => void;
}) {
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly TokenScope[]>(["read"]);
  const [days, setDays] = useState(90);
  const missing =
    name.trim() === "" ? "Give it a name first" : chosen.length === 0 ? "Choose a scope first" : undefined;
  const proves = proving.needed !== null && chosen.some((scope) => approving.has(scope));
  const make = async () => {
    if (missing !== undefined || pending || proving.pending) return;
    if (proves && proving.needed?.by === "provider") return proving.byProvider("/settings");
    if (proves && !(await proving.byPassword())) return;
    onMake({ name: name.trim(), scopes: [...chosen], days });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <div className="grid gap-3 px-4 pt-3">
        <Field label="Name" hint="What uses it, such as the pipeline's name.">
          {(wiring) => (
            <TextInput
              {...wiring}
              autoComplete="off"
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <fieldset className="grid gap-0.5">
          <legend className="mb-1 text-12 font-medium text-text-2">Scopes</legend>
          {scopes.map(({ scope, does }) => (
            <Checkbox
              key={scope}
              checked={chosen.includes(scope)}
              onCheckedChange={(next) =>
                setChosen(next === true ? [...chosen, scope] : chosen.filter((one) => one !== scope))
              }
            >
              <span className="mono">{scope}</span> <span className="text-text-2">{does}</span>
            </Checkbox>
          ))}
        </fieldset>
        <Field label="Ends after">
          {(wiring) => (
            <Select
              {...wiring}
              value={String(days)}
              onChange={(event) => setDays(Number(event.target.value))}
              options={spans.map((span) => ({ value: String(span), label: `${span} days` }))}
            />
          )}
        </Field>
        {proves ? <ProveAgain proving={proving} returned={false} /> : <RefusedLine message={failed} />}
      </div>
      <DialogFoot>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button
          type="submit"
          variant="primary"
          pending={pending || proving.pending}
          disabled={missing !== undefined}
          reason={missing}
        >
          {proves && proving.needed?.by === "provider" ? "Sign in again" : "Make the token"}
        </Button>
      </DialogFoot>
    </form>
  );
}
