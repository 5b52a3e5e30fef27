"use client";

import { useState } from "react";
import { rollback } from "@/lib/contract/promotion";
import { RefusedLine } from "../act/refused-line";
import { When } from "../time/when";
import { Button } from "../ui/button";
import { Field, TextArea } from "../ui/field";
import { LinkButton } from "../ui/link-button";
import { Panel } from "../ui/panel";
import { Select } from "../ui/select";
import type { RollbackFrom, RollbackPreview } from "./rollback-page";
import { reviewHref } from "./title";
import { useRequest } from "./use-request";

/** Which verified release to go back to, and why: the request for exactly the plan that stands beside it. */
export function RollbackPanel({
  from,
  view,
  picked,
  ready,
  pick,
}: {
  from: RollbackFrom;
  view: RollbackPreview;
  picked: string;
  /** The plan of the picked release is shown. */
  ready: boolean;
  pick: (version: string) => void;
}) {
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const act = useRequest(rollback);
  const { digest } = view.plan;
  const chosen = view.ways.find(({ version }) => version === picked);
  const send = () => {
    const given = reason.trim();
    setMissing(given.length < 3);
    if (given.length < 3 || digest === null) return;
    const { application, environment } = from;
    act.send({ application, environment, version: picked, planDigest: digest, reason: given });
  };
  return (
    <aside aria-label="Ask to roll back" className="grid content-start gap-3 lg:sticky lg:top-3 lg:pt-2">
      <Panel title="Ask to roll back">
        <Field label="Back to">
          {(wiring) => (
            <Select
              {...wiring}
              value={picked}
              options={view.ways.map(({ version }) => ({ value: version, label: version }))}
              onChange={(event) => pick(event.target.value)}
            />
          )}
        </Field>
        {chosen ? (
          <p className="mt-1 text-12 text-text-2">
            Verified here <When at={chosen.verifiedAt} asOf={view.asOf} />
            {chosen.ranUntil ? (
              <>
                , ran until <When at={chosen.ranUntil} asOf={view.asOf} />
              </>
            ) : null}
            .
          </p>
        ) : null}
        <Field
          className="mt-3"
          label="Reason, kept in the audit"
          required
          error={missing ? "Say why, in at least three letters." : undefined}
        >
          {(wiring) => (
            <TextArea
              {...wiring}
              rows={3}
              value={reason}
              onChange={(event) => {
                setReason(event.target.value);
                setMissing(false);
              }}
            />
          )}
        </Field>
        <Button
          variant="primary"
          wide
          className="mt-3 max-md:min-h-12"
          pending={act.pending}
          disabled={!view.request.allowed || digest === null || !ready}
          reason={view.request.message ?? "Its plan is still being read."}
          reasonAt="below"
          onClick={send}
        >
          Ask to roll back
        </Button>
        <RefusedLine message={act.refused} className="mt-2" />
        <LinkButton className="mt-2" href={reviewHref(from.id)}>
          Back
        </LinkButton>
      </Panel>
    </aside>
  );
}
