import { resources } from "@/lib/contract";
import type { EnvironmentScale } from "@/lib/contract/documents/environment";
import type { ResultOf } from "@/lib/contract/operation";
import { printFailed } from "./answer";
import { askCheckout } from "./checkout";
import { exitCodes, type Given } from "./io";
import { flagOption, textOption, valueAt } from "./option";
import { planText, sentenceText } from "./plan-text";
import { formatOf, printDocument } from "./print";
import { server } from "./server";
import { bold, note } from "./style";

type Planned = ResultOf<typeof resources.scalePlan>;

/**
 * `o8 environment scale`: plans, shows the plan, asks for exactly that plan. With `--plan` a preview of the checkout.
 * Exit 3 when it is refused, as above the declared maximum.
 */
export async function runEnvironmentScale(given: Given): Promise<number> {
  const { io, options } = given;
  const format = formatOf(options);
  const ask = { environment: valueAt(given, 0), nodes: Number(options.nodes) };
  if (flagOption(given, "plan")) return preview(given, ask);
  const call = server(io);
  const planned = await call(resources.scalePlan, ask);
  if (!planned.ok) return printFailed(planned, "EnvironmentScale", format, io);
  if (format === "text") note(io, `${text(planned.value)}\n`);
  const { digest } = planned.value.plan;
  const comment = textOption(given, "comment");
  const asked = await call(resources.scale, {
    ...ask,
    ...(digest === null ? {} : { planDigest: digest }),
    ...(comment === undefined ? {} : { comment }),
  });
  if (!asked.ok) return printFailed(asked, "EnvironmentScale", format, io);
  return print(given, planned.value, asked.value);
}

async function preview(given: Given, ask: { environment: string; nodes: number }): Promise<number> {
  const { io, options } = given;
  const online = flagOption(given, "server");
  const { scalePlan } = await import("@/lib/operations/resources/scale-plan");
  const { answer } = online
    ? { answer: await server(io)(resources.scalePlan, ask) }
    : await askCheckout<typeof resources.scalePlan>(given, scalePlan, ask);
  if (!answer.ok) return printFailed(answer, "EnvironmentScale", formatOf(options), io);
  if (!online)
    note(
      io,
      "A preview of the files here: nothing is asked for, nobody can approve it, and what only the console knows is unknown.",
    );
  return print(given, answer.value, null);
}

async function print(
  { io, options }: Given,
  planned: Planned,
  promotion: EnvironmentScale["promotion"],
): Promise<number> {
  const document: EnvironmentScale = {
    schemaVersion: 1,
    kind: "EnvironmentScale",
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

const text = (planned: Planned): string =>
  `${bold(planned.plan.to)}  at least ${planned.from} -> ${planned.to} nodes, at most ${planned.max}\n${planText(planned).split("\n").slice(1).join("\n")}`;
