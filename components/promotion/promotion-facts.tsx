import type { ReactNode } from "react";
import type { PromotionView } from "@/lib/contract/promotion-view";
import { Sha } from "../provenance/sha";
import { When } from "../time/when";

function Fact({ label, id, children }: { label: string; id?: string; children: ReactNode }) {
  return (
    <div className="flex min-h-6 items-center gap-2" {...(id ? { id } : {})}>
      <dt className="w-[76px] flex-none text-text-2">{label}</dt>
      <dd className="flex min-w-0 flex-1 items-center justify-between gap-2">{children}</dd>
    </div>
  );
}

/** Which plan this is, what it stands on, and until when it waits or since when it is over. */
export function PromotionFacts({ view }: { view: PromotionView }) {
  return (
    <dl className="grid px-3.5 text-12">
      {view.plan.digest ? (
        <Fact label="Plan digest">
          <Sha sha={view.plan.digest} form="ends" copy label="plan digest" />
        </Fact>
      ) : null}
      {view.plan.base ? (
        <Fact label="Base">
          <Sha sha={view.plan.base} copy label="base commit" />
        </Fact>
      ) : null}
      {view.commit ? (
        <Fact label="Commit" id={`commit-${view.commit}`}>
          <Sha sha={view.commit} copy />
        </Fact>
      ) : null}
      {view.expiresAt && view.state === "waiting" ? (
        <Fact label="Expires">
          <When at={view.expiresAt} form="date" asOf={view.asOf} />
        </Fact>
      ) : null}
      {view.finishedAt ? (
        <Fact label="Ended">
          <When at={view.finishedAt} asOf={view.asOf} />
        </Fact>
      ) : null}
    </dl>
  );
}
