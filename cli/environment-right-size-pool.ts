import { resources } from "@/lib/contract";
import type { EnvironmentRightSizePool } from "@/lib/contract/documents/environment";
import type { ResultOf } from "@/lib/contract/operation";
import { money, moneyChange } from "@/lib/domain/cost-review/money";
import { printFailed } from "./answer";
import { exitCodes, type Given } from "./io";
import { flagOption, textOption, valueAt } from "./option";
import { planText, sentenceText } from "./plan-text";
import { formatOf, plural, printDocument, table } from "./print";
import { server } from "./server";
import { bold, dim, note } from "./style";

type Planned = ResultOf<typeof resources.rightSizePoolPlan>;

/** `o8 environment right-size` without an application: the node pool that fits what ran. Exit 3 when today's does. */
export async function runEnvironmentRightSizePool(given: Given): Promise<number> {
  const { io, options } = given;
  const format = formatOf(options);
  const window = resources.UseWindow.options.find((one) => one === textOption(given, "window"));
  const ask = { environment: valueAt(given, 0), ...(window === undefined ? {} : { window }) };
  const call = server(io);
  const planned = await call(resources.rightSizePoolPlan, ask);
  if (!planned.ok) return printFailed(planned, "EnvironmentRightSizePool", format, io);
  if (flagOption(given, "plan")) return print(given, planned.value, null);
  if (format === "text") note(io, `${text(planned.value)}\n`);
  const { digest } = planned.value.plan;
  const comment = textOption(given, "comment");
  const asked = await call(resources.rightSizePool, {
    ...ask,
    ...(digest === null ? {} : { planDigest: digest }),
    ...(comment === undefined ? {} : { comment }),
  });
  if (!asked.ok) return printFailed(asked, "EnvironmentRightSizePool", format, io);
  return print(given, planned.value, asked.value);
}

async function print(
  { io, options }: Given,
  planned: Planned,
  promotion: EnvironmentRightSizePool["promotion"],
): Promise<number> {
  const document: EnvironmentRightSizePool = {
    schemaVersion: 1,
    kind: "EnvironmentRightSizePool",
    preview: promotion === null,
    ...planned,
    promotion,
    problems: [],
  };
  await printDocument(document, formatOf(options), io, (made) =>
    made.promotion === null
      ? text(made)
      : `${bold(made.promotion.id)}  ${made.promotion.state}: ${sentenceText(made.promotion.sentence)}`,
  );
  return exitCodes.done;
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
