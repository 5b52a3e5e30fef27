import { cost as contract } from "@/lib/contract";
import {
  mayRecheckOn,
  type SavingDecision,
  savingEnvironment,
  savingId,
} from "@/lib/domain/cost-review/saving-stand";
import type { Saving } from "@/lib/domain/cost-review/savings";
import { type Context, decides, type Ports, refuse, refuseBy, write } from "../definition";
import { measuredDays } from "./measured";
import { pricesAt } from "./prices";
import { stoppable } from "./stoppable";
import { suggestedSavings } from "./suggested";

type Need = "desired" | "live" | "store";
type Said = { saving: string; reason: string; recheckOn: string | null };

const target = (_ports: Pick<Ports, Need>, { saving }: { saving: string }) => {
  const environment = savingEnvironment(saving);
  return environment === null ? null : { scope: { environment }, object: saving };
};

export const accept = decides(
  contract.accept,
  ["desired", "live", "store"],
  target,
  (ports, input, context) => decideOn("accepted", ports, input, context),
);

export const dismiss = decides(
  contract.dismiss,
  ["desired", "live", "store"],
  target,
  (ports, input, context) => decideOn("dismissed", ports, input, context),
);

export const reopen = decides(
  contract.reopen,
  ["desired", "live", "store"],
  target,
  (ports, input, context) => decideOn("reopened", ports, { ...input, recheckOn: null }, context),
);

/** Keeps what a person said about a saving that is found now, with the title and amount it has. */
async function decideOn(
  kind: SavingDecision["kind"],
  ports: Pick<Ports, Need>,
  { saving: id, reason, recheckOn }: Said,
  { actor, now, newId }: Context,
) {
  if (actor.kind !== "person")
    return refuse("forbidden", "auth.forbidden", "A person decides about savings.");
  const { saving, today, currency } = await foundSaving(ports, id, now);
  if (!saving)
    return refuse(
      "missing",
      "saving.gone",
      "That saving is not found any more: it was done, or its cause is gone.",
    );
  if (recheckOn !== null) {
    const verdict = mayRecheckOn(recheckOn, today);
    if (!verdict.allowed) return refuseBy(verdict);
  }
  const { title, monthly, environment } = saving;
  return write({
    object: id,
    reason,
    topics: ["cost"],
    run: async (tx) => {
      const decision = { saving: id, kind, reason, by: actor.id, recheckOn, title, monthly };
      await tx.savings.decide({ id: newId("decision"), ...decision, environment, currency }, now);
      return { saving: id, kind };
    },
  });
}

/** The saving of that id as today's review finds it; null when it does not. */
async function foundSaving(
  { desired, live, store }: Pick<Ports, Need>,
  id: string,
  now: Date,
): Promise<{ saving: Saving | null; today: string; currency: string }> {
  const state = await desired.head();
  const { fleet } = state;
  const { prices } = await pricesAt(state);
  const shown = fleet.environments.filter(({ name }) => name === savingEnvironment(id));
  const scope = { seen: shown.map(({ name }) => name), shown, whole: false };
  const { currency } = prices;
  const measured = await measuredDays(store, fleet, scope, { month: undefined, currency, now });
  const suggested = await suggestedSavings(
    { live, store },
    state,
    scope.shown.map(({ name }) => name),
    now,
  );
  const found = stoppable(fleet, scope, measured, suggested);
  return { saving: found.find((one) => savingId(one) === id) ?? null, today: measured.today, currency };
}
