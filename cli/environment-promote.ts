import { promotion } from "@/lib/contract";
import type { EnvironmentPromote } from "@/lib/contract/documents/promotion";
import type { ResultOf } from "@/lib/contract/operation";
import { printFailed } from "./answer";
import { askCheckout } from "./checkout";
import { exitCodes, type Given } from "./io";
import { flagOption, textOption, valueAt, wordsOption } from "./option";
import { planText, sentenceText } from "./plan-text";
import { formatOf, printDocument } from "./print";
import { follow } from "./promotion-follow";
import { server } from "./server";
import { bold, note } from "./style";

type Planned = ResultOf<typeof promotion.plan>;

/**
 * `o8 environment promote`: plans, shows the plan, asks for exactly that plan, and with `--wait` follows it. Exit 3 when
 * it is refused, 1 when it was asked for and did not get done, or not in time.
 */
export async function runEnvironmentPromote(given: Given): Promise<number> {
  const { io, options } = given;
  const format = formatOf(options);
  const ask = {
    application: valueAt(given, 0),
    from: textOption(given, "from") ?? "",
    to: textOption(given, "to") ?? "",
  };
  if (flagOption(given, "plan")) return preview(given, ask);
  const call = server(io);
  const planned = await call(promotion.plan, ask);
  if (!planned.ok) return printFailed(planned, "EnvironmentPromote", format, io);
  const { plan } = planned.value;
  if (format === "text") note(io, `${planText(planned.value)}\n`);
  const asked = await call(promotion.request, {
    ...ask,
    ...(plan.digest === null ? {} : { planDigest: plan.digest }),
    approvers: [...(wordsOption(given, "approvers") ?? [])],
    mode: flagOption(given, "autoApprove")
      ? "auto-approve"
      : flagOption(given, "requireApproval")
        ? "require-approval"
        : "declared",
    comment: textOption(given, "comment"),
  });
  if (!asked.ok) return printFailed(asked, "EnvironmentPromote", format, io);
  if (!flagOption(given, "wait"))
    return print(given, planned.value, { ...asked.value, outcome: null }, exitCodes.done);
  note(io, `asked for: ${asked.value.id}`);
  const limit = typeof options.timeout === "number" ? options.timeout : undefined;
  const followed = await follow(call, asked.value.id, io, limit);
  if (!followed.ok) return printFailed(followed, "EnvironmentPromote", format, io);
  const { state, sentence } = followed.value;
  if (state === "waiting" || state === "running")
    note(io, `still ${state} when the time was over; o8 promotion show ${asked.value.id} tells more`);
  const ended = { ...asked.value, state, sentence, outcome: state };
  return print(given, planned.value, ended, state === "done" ? exitCodes.done : exitCodes.found);
}

async function preview(
  given: Given,
  ask: { application: string; from: string; to: string },
): Promise<number> {
  const { io, options } = given;
  const format = formatOf(options);
  const { plan } = await import("@/lib/operations/promotion/plan");
  const online = flagOption(given, "server");
  const { answer } = online
    ? { answer: await server(io)(promotion.plan, ask) }
    : await askCheckout<typeof promotion.plan>(given, plan, ask, ask.application);
  if (!answer.ok) return printFailed(answer, "EnvironmentPromote", format, io);
  if (!online)
    note(
      io,
      "A preview of the files here: nothing is asked for, nobody can approve it, and what only the console knows is unknown.",
    );
  return print(given, answer.value, null, exitCodes.done);
}

async function print(
  { io, options }: Given,
  planned: Planned,
  asked: EnvironmentPromote["promotion"],
  exit: number,
): Promise<number> {
  const document: EnvironmentPromote = {
    schemaVersion: 1,
    kind: "EnvironmentPromote",
    preview: asked === null,
    ...planned,
    promotion: asked,
    problems: [],
  };
  await printDocument(document, formatOf(options), io, (made) =>
    made.promotion === null
      ? planText(made)
      : `${bold(made.promotion.id)}  ${made.promotion.state}: ${sentenceText(made.promotion.sentence)}`,
  );
  return exit;
}
