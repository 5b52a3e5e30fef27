import type { z } from "zod";
import { promotion as contract } from "@/lib/contract";
import type { PromotionView, TeamApproval, TimelineItem } from "@/lib/contract/promotion-view";
import type { ApprovalPerson } from "@/lib/domain/approval";
import { mayWithdraw } from "@/lib/domain/approval";
import { mayApprove, mayReject } from "@/lib/domain/approval-decision";
import type { TeamApprovalState } from "@/lib/domain/approval-state";
import { mayRun, rolesOf } from "@/lib/domain/permission";
import { counted } from "@/lib/domain/promotion/sentence";
import { denied, type Verdict } from "@/lib/domain/refusal";
import { durationText } from "@/lib/domain/soak";
import { momentText } from "@/lib/domain/window-text";
import type { Promotion } from "@/lib/ports/store/promotions";
import { answers, type Context, type Ports, refuse } from "../definition";
import { proofOf } from "../session/proof";
import { endedPlan } from "./ended-plan";
import { gateStatus, gateView } from "./gate-view";
import { intoProduction, personView, promotionItem } from "./item";
import { jobKey } from "./job-key";
import { costOfPlan } from "./plan-cost";
import { planView } from "./plan-view";
import { verdictView } from "./request-verdict";
import { movesSince, type Review, review } from "./review";
import { stepViews } from "./steps";
import { promotionTarget } from "./target";

type Need = "desired" | "store" | "repo" | "live";

/** Ended before anything was carried out; the others show their steps, also while they wait. */
const neverStarts: ReadonlySet<Promotion["state"]> = new Set(["withdrawn", "rejected", "superseded"]);

export const show = answers(
  contract.show,
  ["desired", "store", "repo", "live"],
  async (ports, { id }, context) => {
    const promotion = await ports.store.promotions.get(id);
    if (!promotion)
      return refuse("missing", "object.missing", "There is no such promotion, or you may not see it.");
    const state = await ports.desired.head();
    const { now, sha256, actor } = context;
    const reviewed = promotion.state === "waiting" ? await review(ports, promotion, sha256, now) : null;
    const item = await promotionItem(ports, promotion, context);
    const sha = state.commit?.sha ?? null;
    const plan = reviewed?.planned.ok
      ? planView(reviewed.planned.plan, {
          fleet: state.fleet,
          live: ports.live,
          commits: reviewed.judged?.commits ?? [],
          base: sha,
          approvable: true,
          cost: await costOfPlan(reviewed.planned.state, reviewed.planned.plan, now),
        })
      : await endedPlan(ports, promotion);
    const gates = reviewed?.judged?.gates ?? [];
    const job = await ports.store.jobs.byKey(jobKey(id));
    const roles =
      actor.kind === "person"
        ? rolesOf(
            actor.teams.map((t) => t.team),
            state.fleet,
            { application: promotion.application, environment: promotion.target },
          )
        : [];
    const permitted = (operation: "promotion.comment" | "promotion.retry" | "promotion.rollback"): Verdict =>
      mayRun(operation, actor, state.fleet, {
        application: promotion.application,
        environment: promotion.target,
      });
    const zone = state.fleet.zone;
    const earliest = reviewed?.judged?.verdict.earliest ?? null;
    return {
      ...item,
      asOf: now.toISOString(),
      subtitle: subtitleOf(promotion, plan),
      plan,
      moved: await movedOf(ports, promotion, reviewed),
      gates: gates.map((gate) => gateView(gate, sha)),
      blockers: blockersOf(reviewed),
      earliest: earliest === null ? null : momentText(earliest, zone, now),
      earliestAt: earliest,
      teams: await teamsOf(ports, promotion, reviewed, context),
      proof:
        promotion.state === "waiting" && intoProduction(state.fleet, promotion)
          ? await proofOf(ports, actor, "approve-production", now)
          : null,
      steps:
        neverStarts.has(promotion.state) && !job
          ? []
          : stepViews(state.fleet, promotion, job ? await ports.store.jobs.steps(job.id) : []),
      timeline: await timelineOf(ports, promotion),
      comment: verdictView(permitted("promotion.comment")),
      withdraw: verdictView(
        actor.kind === "person"
          ? mayWithdraw(promotion, actor, roles)
          : denied("forbidden", "auth.forbidden", "Only a person can withdraw a request."),
      ),
      retry: verdictView(
        promotion.state === "failed"
          ? permitted("promotion.retry")
          : denied("conflict", "promotion.not-failed", "Only a failed promotion can be tried again."),
      ),
      rollback: verdictView(
        promotion.state === "done" || promotion.state === "failed"
          ? permitted("promotion.rollback")
          : denied("conflict", "promotion.not-ended", "It has not been delivered."),
      ),
      commit: promotion.commit,
      supersededBy: promotion.supersededBy,
    } satisfies PromotionView;
  },
  promotionTarget,
  "application",
);

function subtitleOf(promotion: Promotion, plan: PromotionView["plan"]): string {
  const keys = plan.edits.length;
  const commits = plan.commits.length;
  const from = promotion.source ? ` from ${promotion.source}` : "";
  const what = [commits > 0 ? counted(commits, "commit") : null, counted(keys, "edit")]
    .filter(Boolean)
    .join(" and ");
  const where = plan.placements.map((placement) => placement.cluster).join(" and ");
  const now = promotion.fromVersion
    ? `, where Git declares ${promotion.state === "done" ? promotion.toVersion : promotion.fromVersion}`
    : "";
  return `${promotion.state === "done" ? "Carried" : "Carries"} ${what}${from} to ${where || promotion.target}${now}.`;
}

/** A plan that moved since it was asked for, or since somebody's yes to an earlier one. */
async function movedOf(
  ports: Pick<Ports, Need>,
  promotion: Promotion,
  reviewed: Review | null,
): Promise<PromotionView["moved"]> {
  if (!reviewed?.planned.ok) return null;
  if (reviewed.moved.length > 0)
    return {
      message:
        "The plan changed since it was asked for. It is being made anew; earlier approvals do not count for it.",
      changes: [...reviewed.moved],
    };
  const stale = (await ports.store.approvals.of(promotion.id)).findLast(
    (approval) => approval.digest !== promotion.planDigest,
  );
  if (!stale) return null;
  const changes = await movesSince(ports, promotion, reviewed.planned.plan.body, stale.digest);
  return {
    message: "The plan changed after an approval was given; that approval does not count any more.",
    changes: [...changes],
  };
}

function blockersOf(reviewed: Review | null): PromotionView["blockers"] {
  if (!reviewed) return [];
  if (!reviewed.planned.ok)
    return [
      {
        status: { kind: "failed", word: "blocked", reason: null },
        title: "No plan can be made",
        detail: reviewed.planned.refusal.message,
      },
    ];
  const judged = reviewed.judged;
  if (!judged) return [];
  const blocking = judged.verdict.blockers.map((gate) => {
    const people = gate.clearedBy?.people ?? [];
    return {
      status: gateStatus(gate),
      title: `${gate.name}, ${gate.kind === "approvals" ? given(judged.teamStates, gate.name) : gate.kind === "window" ? "closed" : gateStatus(gate).word}`,
      detail:
        people.length > 0
          ? `${people.join(", ").replace(/, ([^,]*)$/, " or $1")} can approve now`
          : (gate.clearedBy?.how ?? gate.reason),
    };
  });
  const passed = judged.gates.filter((gate) => gate.state === "passed").length;
  const unenforced = judged.gates.filter((gate) => gate.state === "not-enforced").length;
  const others = judged.gates.length - judged.verdict.blockers.length;
  return [
    ...blocking,
    {
      // What is not enforced must not look like what has passed.
      status: { kind: passed > 0 ? "healthy" : "unknown", word: "clear", reason: null },
      title: `${counted(others, blocking.length > 0 ? "other gate" : "gate")} ${others === 1 ? "does" : "do"} not block`,
      detail: [
        passed > 0 ? `${passed} passed` : null,
        unenforced > 0 ? `${unenforced} not enforced yet` : null,
      ]
        .filter(Boolean)
        .join(", "),
    },
  ];
}

const given = (teams: readonly TeamApprovalState[], name: string): string => {
  const team = teams.find((one) => one.team === name);
  return team ? `${team.given} of ${team.needed}` : "nobody yet";
};

async function teamsOf(
  ports: Pick<Ports, Need>,
  promotion: Promotion,
  reviewed: Review | null,
  { actor }: Context,
): Promise<z.infer<typeof TeamApproval>[]> {
  const judged = reviewed?.judged;
  if (!judged) return endedTeams(ports, promotion);
  const names = new Map(judged.approvals.people.map((person) => [person.id, person]));
  const nobody: Verdict = denied("forbidden", "auth.forbidden", "Sign in to decide.");
  return judged.teamStates.map((team) => ({
    team: team.team,
    needed: team.needed,
    given: team.given,
    approvals: team.approvals.map((approval) => ({
      person: personOf(names, approval.person),
      at: approval.at.toISOString(),
      yes: approval.yes,
      reason: approval.reason,
      digest: approval.digest,
      stale: approval.stale,
    })),
    people: team.people.map(({ person, seenAt, can }) => ({
      person: personView(person),
      seenAt: seenAt.toISOString(),
      can: verdictView(can),
    })),
    approve: verdictView(
      actor.kind === "person"
        ? mayApprove(judged.approvals, actor, team.team, judged.approvals.digest)
        : nobody,
    ),
    reject: verdictView(
      actor.kind === "person"
        ? mayReject(judged.approvals, actor, team.team, judged.approvals.digest, "a reason")
        : nobody,
    ),
  }));
}

/** Once it has ended, the approvals are history: who said what, and nobody can act. */
async function endedTeams(
  { store }: Pick<Ports, "store">,
  promotion: Promotion,
): Promise<z.infer<typeof TeamApproval>[]> {
  const approvals = await store.approvals.of(promotion.id);
  const people = new Map(
    (await store.people.many(approvals.map((a) => a.person))).map((person) => [person.id, person]),
  );
  const closed = verdictView(
    denied(
      "conflict",
      "promotion.not-waiting",
      `This promotion is ${promotion.state}; only a waiting one can be decided.`,
    ),
  );
  return promotion.requiredTeams.map((team) => {
    const mine = approvals.filter((approval) => approval.team === team);
    const yeses = mine.filter((approval) => approval.yes && approval.digest === promotion.planDigest).length;
    return {
      team,
      needed: Math.max(1, yeses),
      given: yeses,
      approvals: mine.map((approval) => ({
        person: personOf(people, approval.person),
        at: approval.at.toISOString(),
        yes: approval.yes,
        reason: approval.reason,
        digest: approval.digest,
        stale: approval.digest === promotion.planDigest ? null : "The plan changed after it was given.",
      })),
      people: [],
      approve: closed,
      reject: closed,
    };
  });
}

const personOf = (people: ReadonlyMap<string, Pick<ApprovalPerson, "id" | "name" | "email">>, id: string) => {
  const person = people.get(id);
  return person ? personView(person) : { id, name: "somebody who is not known any more", email: "" };
};

async function timelineOf(
  { store }: Pick<Ports, "store">,
  promotion: Promotion,
): Promise<z.infer<typeof TimelineItem>[]> {
  const events = await store.timeline.of(promotion.id);
  const people = new Map(
    (await store.people.many([...new Set(events.map((event) => event.actor))])).map((person) => [
      person.id,
      person.name,
    ]),
  );
  const took = promotion.finishedAt
    ? ` after ${durationText(promotion.finishedAt.getTime() - promotion.requestedAt.getTime())}`
    : "";
  return events.map((event) => ({
    at: event.at.toISOString(),
    kind: event.kind,
    actor: people.get(event.actor) ?? event.actor,
    text: event.kind === "done" ? `${event.text}${took}` : event.text,
    detail: event.detail,
  }));
}
