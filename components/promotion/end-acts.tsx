"use client";

import { retry, withdraw } from "@/lib/contract/promotion";
import type { PromotionView } from "@/lib/contract/promotion-view";
import { Confirm } from "../act/confirm";
import { useConfirmed } from "../act/use-confirmed";
import { Button } from "../ui/button";
import { LinkButton } from "../ui/link-button";
import { reviewHref, titleOf } from "./title";

function Withdraw({ view }: { view: PromotionView }) {
  const send = useConfirmed(withdraw);
  if (!view.withdraw.allowed)
    return (
      <Button disabled reason={view.withdraw.message}>
        Withdraw
      </Button>
    );
  return (
    <Confirm
      level={2}
      trigger={<Button>Withdraw</Button>}
      title={`Withdraw ${titleOf(view)}?`}
      facts={["The request ends, approvals given for it included. Nothing was written yet."]}
      verb="Withdraw"
      reason="optional"
      onConfirm={({ reason }) => send({ id: view.id, ...(reason ? { reason } : {}) })}
    />
  );
}

function Retry({ view }: { view: PromotionView }) {
  const send = useConfirmed(retry);
  const failed = view.steps.find((step) => step.state === "failed");
  if (!view.retry.allowed)
    return (
      <Button disabled reason={view.retry.message}>
        Try again
      </Button>
    );
  return (
    <Confirm
      level={2}
      trigger={<Button variant="primary">Try again</Button>}
      title={`Carry on with ${titleOf(view)}?`}
      facts={[
        failed
          ? `It goes on with “${failed.title}”. Finished steps are not done again.`
          : "Finished steps are not done again.",
      ]}
      verb="Try again"
      onConfirm={() => send({ id: view.id })}
    />
  );
}

/** What can be done with the request as a whole: take it back, carry on, or ask for the way back. */
export function EndActs({ view }: { view: PromotionView }) {
  const delivered = view.state === "done" || view.state === "failed";
  return (
    <div className="flex flex-wrap items-center gap-2.5 px-3.5">
      {view.state === "waiting" ? <Withdraw view={view} /> : null}
      {view.state === "failed" ? <Retry view={view} /> : null}
      {delivered ? (
        view.rollback.allowed ? (
          <LinkButton href={`${reviewHref(view.id)}/rollback`}>Roll back…</LinkButton>
        ) : (
          <Button disabled reason={view.rollback.message}>
            Roll back…
          </Button>
        )
      ) : null}
    </div>
  );
}
