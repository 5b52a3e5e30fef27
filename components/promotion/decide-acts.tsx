"use client";

import { Lock } from "lucide-react";
import { useId } from "react";
import type { PromotionView, TeamApproval } from "@/lib/contract/promotion-view";
import { CopyLink } from "../act/copy-as-cli";
import { Button } from "../ui/button";
import { ApproveSheet } from "./approve-sheet";
import { decideTeams, waitsForOthers } from "./decide-teams";
import { RejectSheet } from "./reject-sheet";
import type { Reader } from "./use-reader";

function Reasons({
  id,
  team,
  reader,
  tall,
}: {
  id: string;
  team: TeamApproval;
  reader: Reader | null;
  tall: boolean;
}) {
  const why = [
    team.approve.allowed ? null : team.approve.message,
    team.reject.allowed || team.reject.message === team.approve.message ? null : team.reject.message,
  ].filter(Boolean);
  if (why.length === 0 && !tall) return null;
  return (
    <p id={id} className="mt-2 flex gap-[7px] text-12 leading-[1.4] text-text-2 max-md:mt-0 max-md:mb-2">
      <Lock aria-hidden className="mt-0.5 size-3 text-text-3" />
      <span className="min-w-0">
        {reader ? (
          <>
            You {why.length > 0 ? "are signed in" : "decide"} as{" "}
            <b className="font-medium text-text">
              {reader.name}
              {why.length > 0
                ? reader.teams.length > 0
                  ? `, ${reader.teams.join(", ")}`
                  : ""
                : `, ${team.team}`}
            </b>
            .{" "}
          </>
        ) : null}
        {why.join(" ")}
      </span>
    </p>
  );
}

function TeamActs({
  view,
  team,
  reader,
  tall,
}: {
  view: PromotionView;
  team: TeamApproval;
  reader: Reader | null;
  tall: boolean;
}) {
  const reasonId = useId();
  const size = tall ? ("lg" as const) : ("md" as const);
  const off = { disabled: true, reasonAt: "none" as const, "aria-describedby": reasonId };
  const approveLabel = `Approve for ${team.team}`;
  const reasons = <Reasons id={reasonId} team={team} reader={reader} tall={tall} />;
  return (
    <div className={tall ? "flex flex-col" : ""}>
      {tall ? reasons : null}
      <div className={tall ? "flex flex-row-reverse gap-2.5" : "flex flex-wrap gap-2"}>
        {team.approve.allowed ? (
          <ApproveSheet
            view={view}
            team={team}
            tall={tall}
            trigger={
              <Button variant="primary" size={size} className={tall ? "flex-[2] px-2" : "flex-1"}>
                {approveLabel}
              </Button>
            }
          />
        ) : (
          <Button size={size} {...off} className={tall ? "flex-[2] px-2" : "flex-1"}>
            {approveLabel}
          </Button>
        )}
        {team.reject.allowed ? (
          <RejectSheet
            view={view}
            team={team}
            trigger={
              <Button size={size} className={tall ? "flex-1" : ""}>
                Reject
              </Button>
            }
          />
        ) : (
          <Button size={size} {...off} className={tall ? "flex-1" : ""}>
            Reject
          </Button>
        )}
      </div>
      {tall ? null : reasons}
    </div>
  );
}

/**
 * Approve and reject for each team the reader can answer for. What is off says why in text, and then the primary
 * button is the next useful act: to hand the link to those who can.
 */
export function DecideActs({
  view,
  reader,
  tall = false,
}: {
  view: PromotionView;
  reader: Reader | null;
  tall?: boolean;
}) {
  const teams = decideTeams(view);
  if (teams.length === 0) return null;
  return (
    <div className="grid gap-3">
      {teams.map((team) => (
        <TeamActs key={team.team} view={view} team={team} reader={reader} tall={tall} />
      ))}
      {waitsForOthers(view) && !tall ? (
        <CopyLink className="w-full border-ink bg-ink text-on-ink hover:bg-ink hover:opacity-90 [&_kbd]:border-current [&_kbd]:bg-transparent [&_kbd]:text-on-ink" />
      ) : null}
    </div>
  );
}
