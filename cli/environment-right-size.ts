import { resources } from "@/lib/contract";
import type { ResultOf } from "@/lib/contract/operation";
import { type SuggestionView, UseWindow } from "@/lib/contract/resources-view";
import { bytesText, coresText } from "@/lib/domain/capacity-review/amount-text";
import { moneyChange } from "@/lib/domain/cost-review/money";
import type { Given } from "./io";
import { flagOption, textOption, valueAt } from "./option";
import { planText } from "./plan-text";
import { previewPlanned, requestPlanned } from "./planned-edit";
import { table } from "./print";
import { server } from "./server";
import { bold, dim } from "./style";

type Planned = ResultOf<typeof resources.rightSizePlan>;

/**
 * `o8 environment right-size`: the node pool's, or with `--application` the requests that fit what was used, shown as a plan, then asked for as exactly that
 * plan. Only the console knows what was used, so `--plan` asks it, too. Exit 3 when nothing is suggested.
 */
export async function runEnvironmentRightSize(given: Given): Promise<number> {
  if (textOption(given, "application") === undefined)
    return (await import("./environment-right-size-pool")).runEnvironmentRightSizePool(given);
  const workload = textOption(given, "workload");
  const window = UseWindow.options.find((one) => one === textOption(given, "window"));
  const ask = {
    environment: valueAt(given, 0),
    application: textOption(given, "application") ?? "",
    ...(workload === undefined ? {} : { workload }),
    ...(window === undefined ? {} : { window }),
  };
  const call = server(given.io);
  const planned = await call(resources.rightSizePlan, ask);
  return flagOption(given, "plan")
    ? previewPlanned(given, shown, planned, { ofFiles: false })
    : requestPlanned(given, shown, planned, (agreed) => call(resources.rightSize, { ...ask, ...agreed }));
}

const shown = { kind: "EnvironmentRightSize", text };

function text(planned: Planned): string {
  const { suggestions, left, effect, rule, caveat } = planned;
  return [
    table([
      ["workload", "container", "", "request", "fits", "p95", "maximum", "hours", "confidence"].map(dim),
      ...suggestions.map(cells),
    ]),
    ...suggestions.flatMap(({ workload, container, resource, because }) =>
      because === null ? [] : [`${workload} ${container} ${resource}: ${because}`],
    ),
    ...left.map((one) => dim(`${one.workload} ${one.container} ${one.resource} stays: ${one.reason}`)),
    dim(rule),
    effect === null
      ? "The price effect is not known: a price or an old request is missing."
      : `${bold(`${moneyChange(effect.value, effect.currency)} a month`)} (estimate). ${caveat}`,
    "",
    planText(planned),
  ].join("\n");
}

function cells({
  workload,
  container,
  resource,
  from,
  to,
  limit,
  use,
  confidence,
}: SuggestionView): string[] {
  const show = resource === "cpu" ? coresText : bytesText;
  return [
    workload,
    container,
    resource === "cpu" ? "CPU" : "memory",
    from === null ? dim("none") : show(from),
    bold(show(to)) + (limit === null ? "" : ` (limit ${show(limit.from)} -> ${show(limit.to)})`),
    show(use.p95),
    show(use.max),
    String(use.points),
    confidence,
  ];
}
