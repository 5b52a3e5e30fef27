import type { ExpectPlanView, ExpectRule } from "@/lib/contract/expectation";
import { approvalNeeds } from "@/lib/domain/approval-needs";
import { type AskedRule, hiddenBy, type RuleReach, reachOf, ruleItem } from "@/lib/domain/diff/expect-rule";
import type { Fleet } from "@/lib/domain/fleet";
import { declarationOf, routeOf } from "@/lib/domain/gate-route";
import { stringifyJson } from "@/lib/domain/json";
import type { Refusal } from "@/lib/domain/refusal";
import type { DesiredState } from "@/lib/ports/desired";
import type { Context, Ports } from "../definition";
import { makePlan } from "../promotion/make-plan";
import { type EditCase, editCase } from "../promotion/open-edit";
import { comparedEnvironments } from "./compared";

export type ExpectAsk = { left: string; right: string; application?: string | undefined; rule: ExpectRule };
export type ExpectCase = EditCase & Pick<ExpectPlanView, "approvers" | "hides">;

/** The environment that a rule is a change of: the one nearer to production of the two compared. */
export function laterOf(fleet: Fleet, left: string, right: string): string {
  const orderOf = (name: string): number => fleet.environments.find((e) => e.name === name)?.order ?? -1;
  return orderOf(left) > orderOf(right) ? left : right;
}

const rowsAtMost = 500;

/**
 * A rule that expects differences, as a change of orchestr8.yaml. It changes nothing that runs, and it decides what
 * people are told before a promotion: so it needs everybody who guards a way it speaks of, for every application it
 * speaks of. It never takes the place of a release that waits for the same target.
 */
export async function expectCase(
  ports: Pick<Ports, "desired" | "store" | "repo">,
  ask: ExpectAsk,
  context: Context,
): Promise<({ ok: true } & ExpectCase) | { ok: false; refusal: Refusal }> {
  const { now, sha256 } = context;
  const state = await ports.desired.head();
  const { fleet } = state;
  for (const name of [ask.left, ask.right])
    if (!fleet.environments.some((e) => e.name === name))
      return no("missing", "scope.missing", `There is no environment ${name} here, or you may not see it.`);
  const to = laterOf(fleet, ask.left, ask.right);
  const from = to === ask.left ? ask.right : ask.left;
  const { thisPair, ...given } = ask.rule;
  const rule: AskedRule = { ...given, pair: thisPair ? `${from}...${to}` : undefined };
  const reach = reachOf(rule, fleet);
  const hides = await hiddenRows(state, rule, reach, { from, to }, now);
  if (hides.every(({ count }) => count === 0))
    return no(
      "invalid",
      "expect.nothing",
      `No difference that needs a look would become expected by ${rule.path}: its path, kind, class or direction does not fit.`,
    );
  const application = ask.application ?? carrierOf(fleet, hides, to);
  if (application === undefined)
    return no("invalid", "expect.nothing", `No application that it speaks of runs in ${to}; name one.`);
  const made = await makePlan(
    ports.desired,
    {
      kind: "edit",
      application,
      from: null,
      to,
      edits: [
        {
          file: "orchestr8.yaml",
          document: 0,
          path: ["compare", "expect"],
          expect: null,
          value: stringifyJson(ruleItem(rule)),
        },
      ],
    },
    sha256,
  );
  if (!made.ok) return made;
  const guards = guardsOf(fleet, reach);
  if (guards.misconfigured) return { ok: false, refusal: guards.misconfigured };
  const added = guards.teams.map(({ team }) => team);
  const asked = await editCase(ports, made, added, context);
  return {
    ok: true,
    ...asked,
    approvers: asked.judged.teams.map((team) => ({
      team,
      because: guards.teams.find((one) => one.team === team)?.because ?? `guards the way into ${to}`,
    })),
    hides,
  };
}

const carrierOf = (fleet: Fleet, hides: ExpectPlanView["hides"], to: string): string | undefined =>
  hides.flatMap(({ rows }) => rows).find((row) => declarationOf(fleet, row.application, to) !== null)
    ?.application;

/** Every team that guards a way the rule speaks of, for an application it speaks of. */
function guardsOf(
  fleet: Fleet,
  { ways, applications }: RuleReach,
): { teams: readonly { team: string; because: string }[]; misconfigured: Refusal | null } {
  const teams = new Map<string, Set<string>>();
  for (const { to } of ways)
    for (const application of applications) {
      if (!declarationOf(fleet, application, to)) continue;
      const routed = routeOf(fleet, { application, from: null, to });
      if (!routed.ok) continue;
      const needs = approvalNeeds(fleet, application, routed.route, []);
      if (needs.misconfigured) return { teams: [], misconfigured: needs.misconfigured };
      for (const { team } of needs.teams) teams.set(team, (teams.get(team) ?? new Set()).add(to));
    }
  return {
    teams: [...teams].map(([team, into]) => ({
      team,
      because: `guards the way into ${[...into].join(" and ")}`,
    })),
    misconfigured: null,
  };
}

async function hiddenRows(
  state: DesiredState,
  rule: AskedRule,
  { ways }: RuleReach,
  asked: { from: string; to: string },
  now: Date,
): Promise<ExpectPlanView["hides"]> {
  const pairs = [asked, ...ways.filter((way) => way.from !== asked.from || way.to !== asked.to)];
  return Promise.all(
    pairs.map(async ({ from, to }) => {
      const { differences } = await comparedEnvironments(state, { left: from, right: to, now });
      const hidden = hiddenBy(rule, differences, {
        left: from,
        right: to,
        today: now.toISOString().slice(0, 10),
      });
      return {
        left: from,
        right: to,
        count: hidden.length,
        rows: hidden.slice(0, rowsAtMost).map((one) => ({
          application: one.application,
          object: one.object,
          path: one.path,
          class: one.class,
          left: one.leftValue,
          right: one.rightValue,
        })),
      };
    }),
  );
}

const no = (
  kind: Refusal["kind"],
  code: Refusal["code"],
  message: string,
): { ok: false; refusal: Refusal } => ({ ok: false, refusal: { kind, code, message } });
