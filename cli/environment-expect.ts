import { expectation } from "@/lib/contract";
import type { AskOf, ResultOf } from "@/lib/contract/operation";
import { type Printable, stringifyJson } from "@/lib/domain/json";
import { askCheckout } from "./checkout";
import type { Given } from "./io";
import { flagOption, textOption, valueAt } from "./option";
import { planText } from "./plan-text";
import { previewPlanned, requestPlanned } from "./planned-edit";
import { plural } from "./print";
import { server } from "./server";
import { bold, dim } from "./style";

type Ask = AskOf<typeof expectation.expectPlan>;
type Planned = ResultOf<typeof expectation.expectPlan>;
type Rule = Ask["rule"];

/**
 * `o8 environment expect A B`: plans a rule for expected differences, shows what it would hide, asks for exactly that
 * plan. With `--plan` a preview of the checkout. Exit 3 when it is refused, as a rule that would hide nothing.
 */
export async function runEnvironmentExpect(given: Given): Promise<number> {
  const ask = askOf(given);
  if (flagOption(given, "plan")) return preview(given, ask);
  const call = server(given.io);
  const planned = await call(expectation.expectPlan, ask);
  // The change carries the application that the preview chose, so that both are the same plan.
  const application = planned.ok ? planned.value.plan.application : "";
  return requestPlanned(given, shown, planned, (agreed) =>
    call(expectation.expect, { ...ask, application, ...agreed }),
  );
}

function askOf(given: Given): Ask {
  const application = textOption(given, "application");
  const text = (name: string) => {
    const value = textOption(given, name);
    return value === undefined ? {} : { [name]: value };
  };
  return {
    left: valueAt(given, 0),
    right: valueAt(given, 1),
    ...(application === undefined || application.includes("*") ? {} : { application }),
    rule: {
      path: textOption(given, "path") ?? "",
      because: textOption(given, "reason") ?? "",
      thisPair: !flagOption(given, "everyPair"),
      ...text("application"),
      ...text("kind"),
      ...text("until"),
      // Commander has checked both words.
      class: textOption(given, "class") as Rule["class"],
      direction: textOption(given, "direction") as Rule["direction"],
    },
  };
}

async function preview(given: Given, ask: Ask): Promise<number> {
  const online = flagOption(given, "server");
  const { expectPlan } = await import("@/lib/operations/environment/expect-plan");
  const { answer } = online
    ? { answer: await server(given.io)(expectation.expectPlan, ask) }
    : await askCheckout<typeof expectation.expectPlan>(given, expectPlan, ask);
  return previewPlanned(given, shown, answer, { ofFiles: !online });
}

const rowsAtMost = 8;
const widest = 48;

const text = (planned: Planned): string =>
  [
    ...planned.hides.flatMap(hiddenLines),
    "",
    ...planText(planned).split("\n").slice(2),
    ...planned.approvers.map(({ team, because }) => dim(`approved by ${team}, which ${because}`)),
  ].join("\n");

function hiddenLines({ left, right, count, rows }: Planned["hides"][number]): string[] {
  const shownRows = rows.slice(0, rowsAtMost);
  return [
    `${bold(`${left} -> ${right}`)}  ${count === 0 ? "nothing would become expected" : `${plural(count, "difference")} would become expected`}`,
    ...shownRows.map(
      ({ application, object, path, left: from, right: to }) =>
        `  ${application}  ${object}  ${path}: ${short(from)} ${dim("->")} ${short(to)}`,
    ),
    ...(count > shownRows.length ? [dim(`  and ${count - shownRows.length} more`)] : []),
  ];
}

/** What stands there is any JSON value with exact integers. */
function short(value: unknown): string {
  if (value === undefined) return dim("absent");
  const all = stringifyJson(value as Printable);
  return all.length > widest ? `${all.slice(0, widest - 1)}…` : all;
}

const shown = { kind: "EnvironmentExpect", text };
