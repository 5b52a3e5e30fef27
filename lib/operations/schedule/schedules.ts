import { schedule as contract } from "@/lib/contract";
import type { EnvironmentSchedule } from "@/lib/contract/schedule";
import type { Sentence } from "@/lib/contract/view";
import { money } from "@/lib/domain/cost-review/money";
import { visibleEnvironments } from "@/lib/domain/permission";
import { counted, listed } from "@/lib/domain/promotion/sentence";
import { pricesAt } from "../cost/prices";
import { answers, refuse } from "../definition";
import { environmentSchedule } from "./environment-schedule";
import { keepsMatterMs } from "./place";

/** When environments sleep, and which could: what runs unused and costs most comes first among those without one. */
export const schedules = answers(
  contract.schedules,
  ["desired", "live", "store", "renderer"],
  async (ports, { environment: only }, context) => {
    const { actor, now } = context;
    const state = await ports.desired.head();
    const { fleet } = state;
    const seen =
      actor.kind === "person"
        ? visibleEnvironments(
            actor.teams.map((one) => one.team),
            fleet,
          )
        : fleet.environments.map(({ name }) => name);
    const shown = fleet.environments.filter(
      ({ name }) => seen.includes(name) && (only === undefined || name === only),
    );
    if (only !== undefined && shown.length === 0)
      return refuse(
        "missing",
        "scope.missing",
        `There is no environment ${only} here, or you may not see it.`,
      );
    const keeps = await ports.store.keeps.since({ after: new Date(now.getTime() - keepsMatterMs) });
    const { currency } = (await pricesAt(state)).prices;
    const environments = await Promise.all(
      shown.map((environment) =>
        environmentSchedule(ports, state, environment, { keeps, currency }, context),
      ),
    );
    return {
      asOf: now.toISOString(),
      currency,
      sentence: sentenceOf(environments, currency),
      environments: only === undefined ? [...environments].sort(byNeed) : environments,
    };
  },
);

/** Those that could sleep and do not, dearest first; then those with a schedule; production last. */
function byNeed(a: EnvironmentSchedule, b: EnvironmentSchedule): number {
  const rank = ({ production, week }: EnvironmentSchedule): number => (production ? 2 : week ? 1 : 0);
  return rank(a) - rank(b) || (b.monthly ?? 0) - (a.monthly ?? 0);
}

function sentenceOf(all: readonly EnvironmentSchedule[], currency: string): Sentence {
  const asleep = all.filter(({ status, week }) => week && status.kind === "waiting");
  const without = all.filter(({ production, week }) => !production && !week);
  const could = without.reduce((sum, { saving }) => sum + (saving?.attributed ?? 0), 0);
  return [
    {
      text:
        asleep.length === 0
          ? "No environment sleeps now"
          : `${listed(asleep.map(({ environment }) => environment))} ${asleep.length === 1 ? "sleeps" : "sleep"} now`,
      strong: true,
    },
    {
      text:
        without.length === 0
          ? ", and every one outside production has a schedule."
          : `; ${counted(without.length, "environment")} outside production ${without.length === 1 ? "has" : "have"} no schedule${could > 0 ? `, and what runs there at night and weekends costs ${money(could, currency)} a month (estimate)` : ""}.`,
    },
  ];
}
