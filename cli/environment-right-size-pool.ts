import { resources } from "@/lib/contract";
import type { ResultOf } from "@/lib/contract/operation";
import { UseWindow } from "@/lib/contract/resources-view";
import { money, moneyChange } from "@/lib/domain/cost-review/money";
import type { Given } from "./io";
import { flagOption, textOption, valueAt } from "./option";
import { planText } from "./plan-text";
import { previewPlanned, requestPlanned } from "./planned-edit";
import { plural, table } from "./print";
import { server } from "./server";
import { bold, dim } from "./style";

type Planned = ResultOf<typeof resources.rightSizePoolPlan>;

/** `o8 environment right-size` without an application: the node pool that fits what ran. Exit 3 when today's does. */
export async function runEnvironmentRightSizePool(given: Given): Promise<number> {
  const window = UseWindow.options.find((one) => one === textOption(given, "window"));
  const ask = { environment: valueAt(given, 0), ...(window === undefined ? {} : { window }) };
  const call = server(given.io);
  const planned = await call(resources.rightSizePoolPlan, ask);
  return flagOption(given, "plan")
    ? previewPlanned(given, shown, planned, { ofFiles: false })
    : requestPlanned(given, shown, planned, (agreed) => call(resources.rightSizePool, { ...ask, ...agreed }));
}

const text = (planned: Planned): string => {
  const { from, to, quietest, busiest, hours, tried, effect, rule } = planned;
  return [
    `${from.min} to ${from.max} ${from.instanceType} -> ${bold(`${to.min} to ${to.max} ${to.instanceType}`)}: of ${plural(hours, "hour")} the quietest needed ${quietest}, the busiest ${busiest}`,
    table([
      ["instance type", "nodes", "a month (estimate)"].map(dim),
      ...tried.map((one) => [
        `${one.instanceType}${one.now ? dim("  now") : ""}`,
        `${one.min} to ${one.max}`,
        money(one.monthly.value, one.monthly.currency),
      ]),
    ]),
    dim(rule),
    effect === null
      ? "What it is worth is not known: today's pool has no price, or could not have carried an hour."
      : `${bold(`${moneyChange(effect.value, effect.currency)} a month`)} (estimate)`,
    "",
    planText(planned),
  ].join("\n");
};

const shown = { kind: "EnvironmentRightSizePool", text };
