import type { ResultOf } from "@/lib/contract/operation";
import type { scale } from "@/lib/contract/resources";
import { type Answer, printFailed } from "./answer";
import { exitCodes, type Given } from "./io";
import { textOption } from "./option";
import { sentenceText } from "./plan-text";
import { formatOf, printDocument } from "./print";
import { bold, note } from "./style";

/** What every request for a change of files answers. */
type Asked = ResultOf<typeof scale>;
/** What makes a request be for exactly the plan that was shown. */
type Agreed = { planDigest?: string; comment?: string };
type Shown<P> = { kind: string; text: (planned: P) => string };

/** Plans, shows the plan, and asks for exactly that plan; exit 3 when either is refused. */
export async function requestPlanned<P extends { plan: { digest: string | null } }>(
  given: Given,
  shown: Shown<P>,
  planned: Answer<P>,
  request: (agreed: Agreed) => Promise<Answer<Asked>>,
): Promise<number> {
  const { io, options } = given;
  const format = formatOf(options);
  if (!planned.ok) return printFailed(planned, shown.kind, format, io);
  if (format === "text") note(io, `${shown.text(planned.value)}\n`);
  const { digest } = planned.value.plan;
  const comment = textOption(given, "comment");
  const asked = await request({
    ...(digest === null ? {} : { planDigest: digest }),
    ...(comment === undefined ? {} : { comment }),
  });
  if (!asked.ok) return printFailed(asked, shown.kind, format, io);
  return print(given, shown, planned.value, asked.value);
}

/** Shows a plan for which nothing is asked; `ofFiles` says that it was made here, without a console. */
export async function previewPlanned<P extends object>(
  given: Given,
  shown: Shown<P>,
  answer: Answer<P>,
  { ofFiles }: { ofFiles: boolean },
): Promise<number> {
  const { io, options } = given;
  if (!answer.ok) return printFailed(answer, shown.kind, formatOf(options), io);
  if (ofFiles)
    note(
      io,
      "A preview of the files here: nothing is asked for, nobody can approve it, and what only the console knows is unknown.",
    );
  return print(given, shown, answer.value, null);
}

async function print<P extends object>(
  { io, options }: Given,
  { kind, text }: Shown<P>,
  planned: P,
  promotion: Asked | null,
): Promise<number> {
  const document = {
    schemaVersion: 1,
    kind,
    preview: promotion === null,
    ...planned,
    promotion,
    problems: [],
  };
  await printDocument(document, formatOf(options), io, () =>
    promotion === null
      ? text(planned)
      : `${bold(promotion.id)}  ${promotion.state}: ${sentenceText(promotion.sentence)}`,
  );
  return exitCodes.done;
}
