import { promotion } from "@/lib/contract";
import type { Contract, ResultOf } from "@/lib/contract/operation";
import type { Outcome } from "@/lib/contract/outcome";
import type { PromotionItem, PromotionView } from "@/lib/contract/promotion-view";
import { type Answer, printFailed } from "./answer";
import { exitCodes, type Given, UsageError } from "./io";
import { textOption, valueAt } from "./option";
import { planText, sentenceText, statusText } from "./plan-text";
import { formatOf, plural, printDocument, table } from "./print";
import { server } from "./server";
import { bold, dim } from "./style";

export async function runPromotionList(given: Given): Promise<number> {
  const { io, options } = given;
  const answer = await server(io)(promotion.list, {
    // Commander has checked the word against the choices.
    state: options.state as "open" | "closed" | "all",
    application: textOption(given, "application"),
    environment: textOption(given, "environment"),
    limit: options.limit as number,
  });
  if (!answer.ok) return printFailed(answer, "PromotionList", formatOf(options), io);
  const { items, next, total } = answer.value;
  const document = { schemaVersion: 1, kind: "PromotionList", items, next, total, problems: [] };
  await printDocument(document, formatOf(options), io, () =>
    items.length === 0
      ? `no ${options.state === "all" ? "" : `${String(options.state)} `}promotions`
      : [
          table(items.map(row)),
          ...(total > items.length
            ? [dim(`${items.length} of ${plural(total, "promotion")}; --limit shows more`)]
            : []),
        ].join("\n"),
  );
  return exitCodes.done;
}

const row = (item: PromotionItem): string[] => [
  item.id,
  bold(item.application),
  `${item.from ?? item.kind} -> ${item.to}`,
  item.toVersion ?? "",
  statusText(item.status),
  sentenceText(item.sentence),
];

export async function runPromotionShow(given: Given): Promise<number> {
  const { io, options } = given;
  const answer = await server(io)(promotion.show, { id: valueAt(given, 0) });
  if (!answer.ok) return printFailed(answer, "PromotionShow", formatOf(options), io);
  const document = { schemaVersion: 1, kind: "PromotionShow", promotion: answer.value, problems: [] };
  await printDocument(document, formatOf(options), io, () => showText(answer.value));
  return exitCodes.done;
}

function showText(view: PromotionView): string {
  const { id, status, sentence, plan, gates, teams, steps, requestedBy, requestedAt, moved } = view;
  return [
    `${id}  ${statusText(status)}  ${dim(`asked for by ${requestedBy?.name ?? "automation"} at ${requestedAt}`)}`,
    "",
    planText({ plan, gates, verdict: sentence }),
    ...(moved === null
      ? []
      : ["", `the plan moved: ${moved.message}`, ...moved.changes.map((change) => `  ${change}`)]),
    ...(teams.length === 0
      ? []
      : [
          "",
          table(teams.map(({ team, given, needed }) => ["approvals", bold(team), `${given} of ${needed}`])),
        ]),
    ...(steps.length === 0
      ? []
      : ["", table(steps.map(({ title, state, detail }) => [state, title, detail ?? ""]))]),
  ].join("\n");
}

export async function runPromotionApprove(given: Given): Promise<number> {
  return decide(given, "PromotionApprove", async (id, team, planDigest) =>
    server(given.io)(promotion.approve, { id, team, planDigest, comment: textOption(given, "comment") }),
  );
}

export async function runPromotionReject(given: Given): Promise<number> {
  return decide(given, "PromotionReject", async (id, team, planDigest) =>
    server(given.io)(promotion.reject, { id, team, planDigest, reason: textOption(given, "reason") ?? "" }),
  );
}

export async function runPromotionWithdraw(given: Given): Promise<number> {
  const id = valueAt(given, 0);
  const answer = await server(given.io)(promotion.withdraw, { id, reason: textOption(given, "reason") });
  return printDecided(given, "PromotionWithdraw", answer);
}

type Decided = ResultOf<typeof promotion.approve>;

/** An answer is bound to one team and one plan: what was not named is taken from the promotion as it is now. */
async function decide(
  given: Given,
  kind: string,
  act: (id: string, team: string, digest: string) => Promise<Outcome<Decided>>,
): Promise<number> {
  const { io, options } = given;
  const id = valueAt(given, 0);
  let [team, digest] = [textOption(given, "team"), textOption(given, "digest")];
  if (team === undefined || digest === undefined) {
    const shown = await server(io)(promotion.show satisfies Contract, { id });
    if (!shown.ok) return printFailed(shown, kind, formatOf(options), io);
    digest ??= shown.value.plan.digest ?? undefined;
    team ??= shown.value.waitsForMe ?? undefined;
  }
  if (team === undefined) throw new UsageError("it waits for none of your teams; name one with --team");
  if (digest === undefined) throw new UsageError("it has no plan that could be decided on");
  return printDecided(given, kind, await act(id, team, digest));
}

async function printDecided({ io, options }: Given, kind: string, answer: Answer<Decided>): Promise<number> {
  if (!answer.ok) return printFailed(answer, kind, formatOf(options), io);
  const document = { schemaVersion: 1, kind, ...answer.value, problems: [] };
  await printDocument(
    document,
    formatOf(options),
    io,
    ({ id, state, sentence }) => `${id}  ${state}: ${sentenceText(sentence)}`,
  );
  return exitCodes.done;
}
