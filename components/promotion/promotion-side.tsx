import type { PromotionView } from "@/lib/contract/promotion-view";
import { Approvals, teamsDone } from "../act/approvals";
import { Panel } from "../ui/panel";
import { CommentBox } from "./comment-box";
import { DecideActs } from "./decide-acts";
import { decideTeams } from "./decide-teams";
import { EndActs } from "./end-acts";
import { PromotionFacts } from "./promotion-facts";
import type { Reader } from "./use-reader";

/** The column that stays: who must say yes, the acts, the remarks, and which plan all of it is about. */
export function PromotionSide({ view, reader }: { view: PromotionView; reader: Reader | null }) {
  return (
    <aside aria-label="Decision" className="grid content-start gap-3 lg:sticky lg:top-3 lg:pt-2">
      <Panel
        title="Approvals"
        {...(view.teams.length > 0
          ? { aside: <span className="text-text-3">{teamsDone(view.teams)}</span> }
          : {})}
        flush
      >
        {view.teams.length > 0 ? (
          <Approvals
            teams={view.teams}
            asOf={view.asOf}
            closed={view.state !== "waiting" && view.state !== "running"}
          />
        ) : (
          <p className="px-3.5 py-3 text-text-2">No team is asked for this one.</p>
        )}
        {decideTeams(view).length > 0 ? (
          <div className="border-t border-line bg-page px-3.5 pt-[11px] pb-[13px] max-md:hidden">
            <DecideActs view={view} reader={reader} />
          </div>
        ) : null}
      </Panel>
      <CommentBox view={view} />
      <PromotionFacts view={view} />
      <EndActs view={view} />
    </aside>
  );
}
