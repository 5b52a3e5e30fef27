import type { PromotionView, TeamApproval } from "@/lib/contract/promotion-view";

/**
 * The teams whose buttons the reader sees: those the reader can answer for, else the first that is still open, so that
 * the reason why not is read where the act would be. None once nobody is asked any more.
 */
export function decideTeams({
  state,
  teams,
}: Pick<PromotionView, "state" | "teams">): readonly TeamApproval[] {
  if (state !== "waiting") return [];
  const mine = teams.filter((team) => team.approve.allowed || team.reject.allowed);
  if (mine.length > 0) return mine;
  const open = teams.find((team) => team.given < team.needed);
  return open ? [open] : [];
}

/** Whether somebody else has to act, so that the reader's next useful act is to tell them. */
export const waitsForOthers = (view: Pick<PromotionView, "state" | "teams">): boolean =>
  view.state === "waiting" &&
  view.teams.some((team) => team.given < team.needed) &&
  !view.teams.some((team) => team.approve.allowed);
