import type { CostReviewView } from "@/lib/contract/cost";
import type { DecidedSavingView } from "@/lib/contract/cost-saving";
import type { Actor } from "@/lib/domain/actor";
import { money } from "@/lib/domain/cost-review/money";
import { daysBefore, shortDay } from "@/lib/domain/cost-review/month";
import {
  type SavingDecision,
  type SavingStand,
  savingEnvironment,
  savingId,
} from "@/lib/domain/cost-review/saving-stand";
import { type Saving, savingsTotal } from "@/lib/domain/cost-review/savings";
import type { Fleet } from "@/lib/domain/fleet";
import { mayRun } from "@/lib/domain/permission";
import type { Reads } from "@/lib/ports/store/store";
import { isProduction } from "../environment-head";
import { verdictView } from "../promotion/request-verdict";
import { savedOutside } from "./stoppable";

const shown = 12;
/** A decision is looked at again a month later, when nothing else is said. */
const recheckDays = 30;

type Around = { fleet: Fleet; actor: Actor; today: string; currency: string };

/** Open savings, and apart from them those that were decided about, with who said what until when. */
export async function savingsView(
  store: Pick<Reads, "people">,
  { open, accepted, dismissed }: SavingStand,
  around: Around,
): Promise<CostReviewView["savings"]> {
  const decisions = [...accepted, ...dismissed];
  const befores = open.flatMap(({ before }) => (before ? [before] : []));
  const people = await store.people.many([
    ...new Set([...decisions.map(({ decision }) => decision.by), ...befores.map(({ by }) => by)]),
  ]);
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? "somebody";
  const found = open.map(({ saving }) => saving);
  return {
    items: open.slice(0, shown).map(({ saving, before }) => {
      const { subject: _, ...told } = saving;
      return {
        ...told,
        id: savingId(saving),
        before: before && beforeText(before, nameOf(before.by)),
        decide: decideVerdict(saving.environment, around),
      };
    }),
    decided: decisions.map(({ saving, decision }) =>
      decidedView(saving, decision, nameOf(decision.by), around),
    ),
    total: savingsTotal(found),
    caption: caption(found, around.currency),
    recheckOn: daysBefore(around.today, -recheckDays),
  };
}

const decideVerdict = (environment: string, { fleet, actor }: Around) =>
  verdictView(mayRun("cost.dismiss", actor, fleet, { environment }));

function decidedView(
  saving: Saving | null,
  decision: SavingDecision,
  by: string,
  around: Around,
): DecidedSavingView {
  const environment = savingEnvironment(decision.saving) ?? "";
  return {
    id: decision.saving,
    title: saving?.title ?? decision.title,
    environment,
    production: around.fleet.environments.some((one) => one.name === environment && isProduction(one)),
    owner: saving?.owner ?? null,
    monthly: saving?.monthly ?? decision.monthly,
    kind: decision.kind === "accepted" ? "accepted" : "dismissed",
    gone: saving === null,
    reason: decision.reason,
    by,
    at: decision.at.toISOString(),
    recheckOn: decision.recheckOn ?? around.today,
    decide: decideVerdict(environment, around),
  };
}

const beforeText = ({ kind, reason, recheckOn }: SavingDecision, by: string): string =>
  `${kind === "accepted" ? "Agreed on and still there" : "Dismissed before"} until ${shortDay(recheckOn ?? "2000-01-01")} by ${by}: ${reason}`;

function caption(found: readonly Saving[], currency: string): string {
  if (found.length === 0) return "Nothing open to stop was found, or fewer than seven whole days are known.";
  return `Acts in one environment overlap and count once: ${money(savedOutside(found), currency)} a month outside production. All are estimates; nothing is switched off from here.`;
}
