"use client";

import { show } from "@/lib/contract/promotion";
import { teamsDone } from "../act/approvals";
import { Verdict } from "../act/verdict";
import { ProdLabel } from "../frame/prod-label";
import { PlanBrief, RiskList } from "../promotion/plan-brief";
import { clearCount } from "../promotion/plan-summary";
import { reviewHref, titleOf } from "../promotion/title";
import { useAsk } from "../query/use-ask";
import { Status } from "../status/status";
import { Button } from "../ui/button";
import { LinkButton } from "../ui/link-button";
import { Panel } from "../ui/panel";
import { SkeletonRows } from "../ui/skeleton";

/** The chosen entry in a few lines. The decision itself is taken on its review page, with the whole plan in view. */
export function ReadingPane({ id }: { id: string }) {
  const ask = useAsk(show, { id });
  const view = ask.data;
  return (
    <section aria-label="Chosen entry" className="grid gap-3 max-lg:hidden lg:sticky lg:top-3">
      {ask.isError && !view ? (
        <div className="panel grid justify-items-start gap-2 px-4 py-4">
          <p className="font-semibold">This entry could not be read</p>
          <p className="text-text-2">{ask.error.message}</p>
          <Button onClick={() => void ask.refetch()}>Read again</Button>
        </div>
      ) : null}
      {!view && !ask.isError ? <SkeletonRows rows={5} label="Reading the chosen entry" /> : null}
      {view ? (
        <>
          <div className="flex flex-wrap items-center gap-3">
            <h2 className="flex flex-wrap items-center gap-2 text-16">
              {titleOf(view)}
              {view.production ? <ProdLabel /> : null}
            </h2>
            <LinkButton
              variant={view.waitsForMe ? "primary" : "plain"}
              className="ml-auto"
              href={reviewHref(view.id)}
            >
              {view.waitsForMe ? `Review for ${view.waitsForMe}` : "Open the review"}
            </LinkButton>
          </div>
          <p className="-mt-2 text-text-2">{view.subtitle}</p>
          <Verdict kind={view.status.kind} words={view.sentence} blockers={view.blockers} />
          <div className="grid gap-3 xl:grid-cols-2">
            <Panel title="Plan" flush>
              <PlanBrief plan={view.plan} />
            </Panel>
            <div className="grid content-start gap-3">
              <Panel
                title="Risk"
                note={view.gates.length > 0 ? `${clearCount(view.gates)} gates clear` : null}
                flush
                bodyClassName="border-t-0"
              >
                <RiskList plan={view.plan} gates={view.gates} />
              </Panel>
              {view.teams.length > 0 ? (
                <Panel title="Approvals" note={teamsDone(view.teams)} flush>
                  <ul className="divide-y divide-line">
                    {view.teams.map((team) => (
                      <li key={team.team} className="flex items-center justify-between gap-3 px-3 py-1.5">
                        <b>{team.team}</b>
                        <Status
                          kind={team.given >= team.needed ? "healthy" : "waiting"}
                          word={`${team.given} of ${team.needed}`}
                        />
                      </li>
                    ))}
                  </ul>
                </Panel>
              ) : null}
            </div>
          </div>
        </>
      ) : null}
    </section>
  );
}
