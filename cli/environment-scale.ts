import { resources } from "@/lib/contract";
import type { ResultOf } from "@/lib/contract/operation";
import { askCheckout } from "./checkout";
import type { Given } from "./io";
import { flagOption, valueAt } from "./option";
import { planText } from "./plan-text";
import { previewPlanned, requestPlanned } from "./planned-edit";
import { server } from "./server";
import { bold } from "./style";

type Planned = ResultOf<typeof resources.scalePlan>;

/**
 * `o8 environment scale`: plans, shows the plan, asks for exactly that plan. With `--plan` a preview of the checkout.
 * Exit 3 when it is refused, as above the declared maximum.
 */
export async function runEnvironmentScale(given: Given): Promise<number> {
  const ask = { environment: valueAt(given, 0), nodes: Number(given.options.nodes) };
  if (flagOption(given, "plan")) return preview(given, ask);
  const call = server(given.io);
  return requestPlanned(given, shown, await call(resources.scalePlan, ask), (agreed) =>
    call(resources.scale, { ...ask, ...agreed }),
  );
}

async function preview(given: Given, ask: { environment: string; nodes: number }): Promise<number> {
  const online = flagOption(given, "server");
  const { scalePlan } = await import("@/lib/operations/resources/scale-plan");
  const { answer } = online
    ? { answer: await server(given.io)(resources.scalePlan, ask) }
    : await askCheckout<typeof resources.scalePlan>(given, scalePlan, ask);
  return previewPlanned(given, shown, answer, { ofFiles: !online });
}

const text = (planned: Planned): string =>
  `${bold(planned.plan.to)}  at least ${planned.from} -> ${planned.to} nodes, at most ${planned.max}\n${planText(planned).split("\n").slice(1).join("\n")}`;

const shown = { kind: "EnvironmentScale", text };
