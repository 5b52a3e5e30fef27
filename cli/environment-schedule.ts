import { schedule as contract } from "@/lib/contract";
import type { EnvironmentSchedules } from "@/lib/contract/documents/schedule";
import type { AskOf, ResultOf } from "@/lib/contract/operation";
import { money } from "@/lib/domain/cost-review/money";
import { printFailed } from "./answer";
import { askCheckout } from "./checkout";
import { exitCodes, type Given } from "./io";
import { flagOption, textOption, wordsOption } from "./option";
import { planText, sentenceText } from "./plan-text";
import { previewPlanned, requestPlanned } from "./planned-edit";
import { formatOf, plural, printDocument, table } from "./print";
import { server } from "./server";
import { bold, dim } from "./style";

type Planned = ResultOf<typeof contract.schedulePlan>;
type Ask = AskOf<typeof contract.schedulePlan>;

/**
 * `o8 environment schedule`: when environments sleep; with hours, or `--remove`, asks for another schedule of one. With
 * `--plan` a preview of the checkout. Exit 3 when it is refused, as for production.
 */
export async function runEnvironmentSchedule(given: Given): Promise<number> {
  const [environment] = given.values;
  const ask = environment === undefined ? null : askOf(given, environment);
  if (!ask) return show(given, environment);
  return flagOption(given, "plan") ? preview(given, ask) : request(given, ask);
}

/** Null: no hours are given, so the question is what they are. */
function askOf(given: Given, environment: string): Ask | null {
  const [from, to] = [textOption(given, "from"), textOption(given, "to")];
  const application = textOption(given, "application");
  const where = { environment, ...(application === undefined ? {} : { application }) };
  if (flagOption(given, "remove")) return { ...where, hours: null };
  if (from === undefined || to === undefined) return null;
  const zone = textOption(given, "zone");
  const holidays = wordsOption(given, "holidays");
  const days = wordsOption(given, "days") ?? ["mon", "tue", "wed", "thu", "fri"];
  return {
    ...where,
    hours: {
      // The operation's schema says which words are days.
      days: days as ["mon"],
      from,
      to,
      ...(zone === undefined ? {} : { zone }),
      ...(holidays === undefined ? {} : { holidays: [...holidays] }),
    },
  };
}

async function show(given: Given, environment: string | undefined): Promise<number> {
  const { io, options } = given;
  const ask = environment === undefined ? {} : { environment };
  const { schedules } = await import("@/lib/operations/schedule/schedules");
  const { answer } = flagOption(given, "server")
    ? { answer: await server(io)(contract.schedules, ask) }
    : await askCheckout<typeof contract.schedules>(given, schedules, ask);
  if (!answer.ok) return printFailed(answer, "EnvironmentSchedules", formatOf(options), io);
  const document: EnvironmentSchedules = {
    schemaVersion: 1,
    kind: "EnvironmentSchedules",
    ...answer.value,
    problems: [],
  };
  await printDocument(document, formatOf(options), io, schedulesText);
  return exitCodes.done;
}

async function request(given: Given, ask: Ask): Promise<number> {
  const call = server(given.io);
  return requestPlanned(given, shown, await call(contract.schedulePlan, ask), (agreed) =>
    call(contract.schedule, { ...ask, ...agreed }),
  );
}

async function preview(given: Given, ask: Ask): Promise<number> {
  const online = flagOption(given, "server");
  const { schedulePlan } = await import("@/lib/operations/schedule/schedule-plan");
  const { answer } = online
    ? { answer: await server(given.io)(contract.schedulePlan, ask) }
    : await askCheckout<typeof contract.schedulePlan>(given, schedulePlan, ask);
  return previewPlanned(given, shown, answer, { ofFiles: !online });
}

const text = (planned: Planned): string =>
  [
    `${bold(planned.plan.to)}  up ${planned.text}: asleep for ${planned.hours.asleep} of ${planned.hours.all} hours this week`,
    ...planned.changes.slice(0, 4).map(({ at, to }) => dim(`${to === "asleep" ? "sleeps" : "wakes"} ${at}`)),
    ...planText(planned).split("\n").slice(1),
  ].join("\n");

const shown = { kind: "EnvironmentSchedulePlan", text };

function schedulesText({ sentence, environments, currency }: EnvironmentSchedules): string {
  const lines = environments.map((one) => [
    bold(one.environment),
    one.production ? "never sleeps" : one.week ? one.status.word : "no schedule",
    one.week ? (one.groups[0]?.text ?? "") : dim("always up"),
    one.week ? `${one.week.hours.asleep} of ${one.week.hours.all} h a week` : "",
    one.saving
      ? `${money(one.saving.attributed, currency)} a month ${dim(`attributed, ${one.saving.mark}`)}`
      : dim("saving unknown"),
  ]);
  return [
    sentenceText(sentence),
    "",
    table([["environment", "now", "up", "asleep", "saves"].map(dim), ...lines]),
    ...environments.flatMap(({ environment, keeps, imports, proposal, silent, wakers }) => [
      ...keeps.map((one) => `${environment}: ${one.person} keeps it awake until ${one.until}: ${one.reason}`),
      ...imports.map(
        (one) =>
          `${environment}: ${one.objects.join(" and ")} of ${one.application} can become a schedule: up ${one.text}${one.sources.map(({ file, line }) => ` (${file}:${line})`).join("")}`,
      ),
      ...(proposal
        ? [`${environment}: ${proposal.text} (idle for ${plural(proposal.idleHours, "hour")})`]
        : []),
      ...wakers.map((one) => `${environment}: ${one.text} Add to its spec:\n${one.add.replace(/^/gm, "  ")}`),
      ...silent.map((one) => `${environment}: ${one}`),
    ]),
  ].join("\n");
}
