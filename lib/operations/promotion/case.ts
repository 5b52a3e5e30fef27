import { type ApprovalCase, type ApprovalPerson, valueAuthors } from "@/lib/domain/approval";
import { approvalNeeds } from "@/lib/domain/approval-needs";
import { approvalState, type TeamApprovalState } from "@/lib/domain/approval-state";
import type { Gate } from "@/lib/domain/gate";
import { gatesOf } from "@/lib/domain/gate-list";
import { type Route, routeOf } from "@/lib/domain/gate-route";
import { type GateVerdict, verdictOf } from "@/lib/domain/gate-verdict";
import type { PromotionKind, PromotionState } from "@/lib/domain/promotion-state";
import type { DesiredState } from "@/lib/ports/desired";
import type { Commit } from "@/lib/ports/repo";
import type { Approval } from "@/lib/ports/store/approvals";
import type { Ports } from "../definition";
import { evidenceOf } from "../evidence";
import { promotedCommits } from "./commits";
import type { Planned } from "./make-plan";

type Need = "store" | "repo";

/** A promotion as it is asked for or stands: what the gates and approvals are judged on. */
export type Standing = {
  application: string;
  kind: PromotionKind;
  from: string | null;
  to: string;
  state: PromotionState;
  requestedBy: string;
  /** Teams the requester added. */
  added: readonly string[];
  approvals: readonly Approval[];
};

export type Judged = {
  route: Route;
  teams: readonly string[];
  gates: readonly Gate[];
  verdict: GateVerdict;
  approvals: ApprovalCase;
  teamStates: readonly TeamApprovalState[];
  commits: readonly Commit[];
};

/**
 * Judges a plan at the protected head: gates with their evidence, approvals, and one verdict over them. Everything is
 * read outside a transaction; the caller checks again what a write relies on.
 */
export async function judge(
  ports: Pick<Ports, Need>,
  planned: Extract<Planned, { ok: true }>,
  standing: Standing,
  now: Date,
): Promise<Judged> {
  const { state, plan, carried, target } = planned;
  const { fleet } = state;
  const routed = routeOf(fleet, standing);
  if (!routed.ok) throw new Error("a plan was made over a way that does not exist");
  const { route } = routed;
  const [evidence, commits, people] = await Promise.all([
    evidenceOf(ports.store, standing.application),
    promotedCommits(ports.repo, state, standing, carried, target),
    everybody(ports.store),
  ]);
  const requesters = await requesterAddresses(ports.store, commits, people);
  const needs = approvalNeeds(fleet, standing.application, route, standing.added);
  const teams = needs.teams.map((need) => need.team);
  const approvals: ApprovalCase = {
    state: standing.state,
    digest: plan.digest,
    requestedBy: standing.requestedBy,
    teams,
    authors: valueAuthors(commits, (id) => requesters.get(id) ?? null),
    people,
    approvals: standing.approvals,
    fleet,
    now,
  };
  const teamStates = approvalState(approvals);
  const gates = gatesOf({
    fleet,
    application: standing.application,
    kind: standing.kind,
    route,
    release: { key: carried.key, version: plan.toVersion ?? "this release" },
    checks: evidence.checks,
    runs: evidence.runs,
    addedTeams: standing.added,
    approvals: teamStates,
    headProblem: headProblem(state),
    now,
  });
  return { route, teams, gates, verdict: verdictOf(gates), approvals, teamStates, commits };
}

/** An invalid fleet file on the protected branch blocks; a mistake of another application does not. */
function headProblem(state: DesiredState) {
  if (state.reading.governs) return null;
  const problem = state.reading.problems.find((p) => p.severity === "error" && p.file === "orchestr8.yaml");
  if (!problem) return null;
  const place =
    problem.file === undefined
      ? null
      : { file: problem.file, line: problem.line ?? 1, column: problem.column ?? 1 };
  return { message: problem.message, place };
}

async function everybody(store: Ports["store"]): Promise<readonly ApprovalPerson[]> {
  const [people, memberships] = await Promise.all([store.people.list(), store.memberships.all()]);
  return people.map((person) => ({
    id: person.id,
    name: person.name,
    email: person.email,
    teams: memberships.filter((m) => m.person === person.id).map(({ team, seenAt }) => ({ team, seenAt })),
  }));
}

/** A promotion's commit counts as its requester's: who that was is in the store, not in the commit. */
async function requesterAddresses(
  store: Ports["store"],
  commits: readonly Commit[],
  people: readonly ApprovalPerson[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(commits.flatMap((commit) => commit.trailers["Promotion-Id"] ?? []))];
  const promotions = await Promise.all(ids.map((id) => store.promotions.get(id)));
  return new Map(
    promotions.flatMap((promotion) => {
      const person = people.find((p) => p.id === promotion?.requestedBy);
      return promotion && person ? [[promotion.id, person.email] as const] : [];
    }),
  );
}
