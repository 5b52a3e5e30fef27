"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { type PromotionView, rollback } from "@/lib/contract/promotion";
import { Page, PageHead } from "../frame/page";
import { ProdLabel } from "../frame/prod-label";
import { Button } from "../ui/button";
import { Field, TextArea } from "../ui/field";
import { LinkButton } from "../ui/link-button";
import { Panel } from "../ui/panel";
import { reviewHref } from "./title";
import { useAct } from "./use-act";
import { useReader } from "./use-reader";

/** The way back is a promotion of its own, with its plan, gates and approvals: asked for here, reviewed like any other. */
export function RollbackPage({ view }: { view: PromotionView }) {
  const router = useRouter();
  const { fleet } = useReader();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const act = useAct(rollback, {
    said: (value) => router.push(reviewHref(value.id) as Parameters<typeof router.push>[0]),
  });
  const { application, to, toVersion } = view;
  const send = () => {
    const given = reason.trim();
    setMissing(given.length < 3);
    if (given.length >= 3) act.send({ application, environment: to, reason: given });
  };
  return (
    <Page
      production={view.production}
      crumbs={[
        { label: fleet, href: "/" },
        { label: "Promotions", href: "/promotions" },
        { label: view.id, href: reviewHref(view.id), mono: true },
        { label: "Roll back" },
      ]}
    >
      <PageHead
        title={
          <>
            Roll back {application} in {to}
            {view.production ? <ProdLabel /> : null}
          </>
        }
      >
        <p className="max-w-[76ch] text-text-2">
          Asks for a plan that takes <b className="text-text">{toVersion ?? "this release"}</b> out of {to}{" "}
          again, back to the last release that {to} verified before it. Nothing is written yet: the plan comes
          up for review first.
        </p>
      </PageHead>
      <div className="grid max-w-[900px] items-start gap-3 lg:grid-cols-2">
        <Panel title="What it restores">
          <ul className="grid list-disc gap-1 pl-5 text-text-2">
            <li>The files that declare the release, as they were at that release, in one new commit.</li>
            <li>What they render to on every cluster of {to}.</li>
          </ul>
        </Panel>
        <Panel title="What it does not restore">
          <ul className="grid list-disc gap-1 pl-5 text-text-2">
            <li>Data that the newer release wrote or migrated.</li>
            <li>Secrets and settings outside Git, and messages that were already sent.</li>
          </ul>
        </Panel>
      </div>
      <Panel className="mt-3 max-w-[900px]" title="Why">
        <Field
          label="Reason, kept in the audit"
          required
          error={missing ? "Say why, in at least three letters." : (act.refused ?? undefined)}
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
        <div className="mt-3 flex flex-wrap gap-2">
          <Button
            variant="primary"
            pending={act.pending}
            disabled={!view.rollback.allowed}
            reason={view.rollback.message}
            onClick={send}
          >
            Ask to roll back
          </Button>
          <LinkButton href={reviewHref(view.id)}>Back</LinkButton>
        </div>
      </Panel>
    </Page>
  );
}
