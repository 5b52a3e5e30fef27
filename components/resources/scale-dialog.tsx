"use client";

import { useState } from "react";
import { scale, scalePlan } from "@/lib/contract/resources";
import type { EnvironmentResources } from "@/lib/contract/resources-view";
import { PlannedAsk } from "../promotion/planned-ask";
import { useRequest } from "../promotion/use-request";
import { useAsk } from "../query/use-ask";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field, TextInput } from "../ui/field";

/** Another size of a pool is asked for like any change: the lines first, then the request, reviewed on its own page. */
export function ScaleDialog({
  environment,
  min,
  max,
}: {
  environment: EnvironmentResources;
  min: number;
  max: number;
}) {
  const [open, setOpen] = useState(false);
  const { allowed, message } = environment.scale;
  if (!allowed)
    return (
      <Button size="sm" disabled reason={message} reasonAt="below">
        Scale
      </Button>
    );
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button size="sm">Scale</Button>}
      title={`Scale the node pool of ${environment.environment}`}
      description={`It keeps at least ${min} and at most ${max} nodes. The minimum changes in the files; the maximum is its ceiling.`}
    >
      <ScaleForm environment={environment.environment} min={min} max={max} />
    </Dialog>
  );
}

function ScaleForm({ environment, min, max }: { environment: string; min: number; max: number }) {
  const [text, setText] = useState(String(min));
  const nodes = /^\d{1,4}$/.test(text) ? Number(text) : null;
  const error =
    nodes === null
      ? "A whole number of nodes."
      : nodes > max
        ? `The declared maximum is ${max}; raise it in the files first.`
        : undefined;
  return (
    <div className="grid gap-3 px-4 pt-3 pb-4">
      <Field label="At least" error={error}>
        {(wiring) => (
          <TextInput
            {...wiring}
            inputMode="numeric"
            className="w-28"
            value={text}
            onChange={(event) => setText(event.target.value.trim())}
          />
        )}
      </Field>
      {nodes === null || error ? null : nodes === min ? (
        <p className="text-text-2">That is what is declared now.</p>
      ) : (
        <Preview key={nodes} environment={environment} nodes={nodes} />
      )}
    </div>
  );
}

function Preview({ environment, nodes }: { environment: string; nodes: number }) {
  const preview = useAsk(scalePlan, { environment, nodes });
  const act = useRequest(scale);
  return (
    <PlannedAsk
      preview={preview}
      reading="Reading the files…"
      act={act}
      send={(seen) => act.send({ environment, nodes, ...seen })}
      verb={`Ask for ${nodes} nodes`}
    />
  );
}
