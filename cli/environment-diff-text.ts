import type { EnvironmentDiff } from "@/lib/contract/documents/environment";
import { type Printable, stringifyJson } from "@/lib/domain/json";
import { plural } from "./print";
import { problemsText } from "./problem-text";
import { bold, cyan, dim, green, red, yellow } from "./style";

type Difference = EnvironmentDiff["differences"][number];

const loud = ["leak", "unexplained", "version"];
const colours: Readonly<Record<string, (text: string) => string>> = {
  leak: red,
  unexplained: yellow,
  version: cyan,
};
const widest = 64;

/** For people: what needs a look, object by object; what is meant as numbers. `--only` shows that class alone. */
export function diffText(document: EnvironmentDiff, only: string | undefined): string {
  const { left, right, differences, summary, applications, problems } = document;
  const lines: string[] = [];
  let heading = "";
  for (const one of differences.filter((d) => only !== undefined || loud.includes(d.class))) {
    const next = `${bold(one.application)}  ${one.object}`;
    if (next !== heading) lines.push(...(lines.length > 0 ? [""] : []), next);
    heading = next;
    lines.push(...differenceLines(one, left, right));
  }
  if (only === undefined) lines.push(...oneSided(document));
  const failed = applications.filter(({ status }) => status === "failed");
  if (failed.length > 0)
    lines.push("", `${red("not compared")}: ${failed.map(({ name }) => name).join(", ")} failed to render`);
  const told = problems.filter(({ severity }) => severity !== "info");
  if (told.length > 0) lines.push("", problemsText(told));
  const quiet = (["expected", "derived", "formatting"] as const)
    .map((name) => `${summary[name]} ${name}`)
    .join(", ");
  const counts = (["unexplained", "version", "leak"] as const)
    .map((name) => `${summary[name]} ${name}`)
    .join(", ");
  lines.push(
    "",
    `${bold(`${left} and ${right}`)}: ${plural(applications.length, "application")}; ${counts}; ${summary.onlyLeft} only in ${left}, ${summary.onlyRight} only in ${right}`,
    dim(`meant: ${quiet}${only === undefined ? "; --only expected shows why" : ""}`),
  );
  return lines.join("\n").replace(/^\n+/, "");
}

function differenceLines(one: Difference, left: string, right: string): string[] {
  const colour = colours[one.class] ?? dim;
  const values = `${"leftValue" in one ? short(one.leftValue) : dim("absent")} ${dim("->")} ${"rightValue" in one ? short(one.rightValue) : dim("absent")}`;
  const origins = [
    ...(one.leftFrom === null ? [] : [`${left} ${one.leftFrom.file}:${one.leftFrom.line}`]),
    ...(one.rightFrom === null ? [] : [`${right} ${one.rightFrom.file}:${one.rightFrom.line}`]),
  ];
  return [
    `  ${colour(one.class.padEnd(11))}  ${one.path === "" ? "(the whole object)" : one.path}: ${values}`,
    ...(one.because === undefined ? [] : [`               ${dim(one.because)}`]),
    ...(one.guard === undefined ? [] : [`               ${red(one.guard)}`]),
    ...(origins.length === 0 ? [] : [`               ${dim(origins.join(", "))}`]),
  ];
}

function oneSided({ left, right, onlyLeft, onlyRight, guards }: EnvironmentDiff): string[] {
  const sides = [
    { side: "left", name: left, objects: onlyLeft },
    { side: "right", name: right, objects: onlyRight },
  ] as const;
  return sides.flatMap(({ side, name, objects }) =>
    objects.length === 0
      ? []
      : [
          "",
          `only in ${bold(name)}`,
          ...objects.map((one) => {
            const guard = guards.find(
              (g) => g.side === side && g.application === one.application && g.index === one.index,
            );
            return `  ${side === "left" ? red("-") : green("+")} ${one.application}  ${one.object}${guard ? red(`  ${guard.why}`) : ""}`;
          }),
        ],
  );
}

/** What stands there is any JSON value with exact integers. */
function short(value: unknown): string {
  const text = stringifyJson(value as Printable);
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}
