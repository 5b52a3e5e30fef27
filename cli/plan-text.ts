import type { EnvironmentPromote } from "@/lib/contract/documents/promotion";
import type { GateView, PlanView } from "@/lib/contract/plan-view";
import type { Sentence, StatusView } from "@/lib/contract/view";
import { plural, table } from "./print";
import { bold, cyan, dim, green, red, yellow } from "./style";

/** A plan as people read it: the edits of files, what they render to, what that does, and the gates. */
export function planText({
  plan,
  gates,
  verdict,
}: Pick<EnvironmentPromote, "plan" | "gates" | "verdict">): string {
  const versions = `${plan.toVersion ?? "?"} ${dim(`(now ${plan.fromVersion ?? "nothing"})`)}`;
  const way = plan.from === null ? plan.to : `${plan.from} -> ${plan.to}`;
  return [
    `${bold(plan.application)}  ${way}  ${versions}`,
    "",
    ...plan.files.flatMap(fileLines),
    ...renderedLines(plan),
    ...plan.notes.map((note) => `${yellow("note")} ${note}`),
    ...(plan.effects.length === 0 ? [] : ["", effectTable(plan)]),
    ...(gates.length === 0 ? [] : ["", gateTable(gates)]),
    "",
    sentenceText(verdict),
    dim(plan.digest === null ? "a preview: no digest, it cannot be approved" : `plan ${plan.digest}`),
  ].join("\n");
}

export const sentenceText = (sentence: Sentence): string =>
  sentence.map(({ text, strong }) => (strong ? bold(text) : text)).join("");

const tones: Readonly<Record<StatusView["kind"], (text: string) => string>> = {
  healthy: green,
  moving: cyan,
  attention: yellow,
  failed: red,
  waiting: yellow,
  unknown: dim,
};
export const statusText = ({ kind, word }: StatusView): string => tones[kind](word);

function fileLines({ file, added, removed, hunks }: PlanView["files"][number]): string[] {
  return [
    `${bold(file)}  ${green(`+${added}`)} ${red(`-${removed}`)}`,
    ...hunks.flatMap(({ lines }, at) => [
      ...(at === 0 ? [] : [dim("     …")]),
      ...lines.map(({ kind, oldLine, newLine, text }) => {
        const number = String(newLine ?? oldLine ?? "").padStart(5);
        if (kind === "context") return `${dim(number)}   ${text}`;
        return kind === "added"
          ? `${dim(number)} ${green(`+ ${text}`)}`
          : `${dim(number)} ${red(`- ${text}`)}`;
      }),
    ]),
    "",
  ];
}

function renderedLines({ rendered, placements, unchangedObjects }: PlanView): string[] {
  if (rendered.length === 0) return [dim("nothing else is rendered differently")];
  return [
    `${bold("rendered")} on ${placements.map(({ cluster }) => cluster).join(", ")}; ${plural(unchangedObjects, "object")} unchanged`,
    ...rendered.flatMap(({ object, path, cells }) => [
      `  ${object}  ${path}`,
      ...cells.flatMap(({ kind, before, after }, at) =>
        kind === "same" || kind === "absent"
          ? []
          : [
              `    ${dim(placements[at]?.cluster ?? "")} ${red(before ?? "absent")} ${dim("->")} ${green(after ?? "removed")}`,
            ],
      ),
    ]),
  ];
}

const effectTable = ({ effects }: PlanView): string =>
  table(
    effects.map(({ topic, title, detail, attention }) => [
      attention ? yellow(topic) : dim(topic),
      title,
      dim(detail),
    ]),
  );

const gateTable = (gates: readonly GateView[]): string =>
  table(
    gates.map(({ name, status, detail, clears }) => [
      statusText(status),
      name,
      `${detail}${clears === null ? "" : dim(`  cleared by ${clears}`)}`,
    ]),
  );
