import { type ParityFinding, type ParityGroup, parityGroups, scoreOf } from "./finding";

export type ParityGroupSummary = {
  name: ParityGroup;
  score: number | null;
  errors: number;
  warnings: number;
  infos: number;
  /** What the score is made from. */
  from: string;
};
export type ParitySummary = {
  score: number | null;
  groups: ParityGroupSummary[];
  sentence: { text: string; strong?: boolean }[];
};

/** The four groups' scores and the sentence over them; a group of which nothing is known has no score, never a good one. */
export function summaryOf(
  findings: readonly ParityFinding[],
  known: { infrastructure: boolean; pairs: boolean },
): ParitySummary {
  const groups = parityGroups.map((name): ParityGroupSummary => {
    const own = findings.filter((one) => one.group === name);
    const count = (severity: ParityFinding["severity"]) =>
      own.filter((one) => one.severity === severity).length;
    // That something is not known is only told, and no reason to call the rest good.
    const weighs = own.some((one) => one.severity !== "info");
    const judged = (name === "infrastructure" ? known.infrastructure : known.pairs) || weighs;
    return {
      name,
      score: judged ? scoreOf(own) : null,
      errors: count("error"),
      warnings: count("warning"),
      infos: count("info"),
      from: judged ? sources[name] : nothing(name),
    };
  });
  const scores = groups.flatMap(({ score }) => score ?? []);
  const score = scores.length === 0 ? null : Math.round(scores.reduce((a, b) => a + b, 0) / scores.length);
  return { score, groups, sentence: sentenceOf(findings, score) };
}

const sources: Readonly<Record<ParityGroup, string>> = {
  infrastructure: "Terraform, Pulumi and the fleet's clusters",
  configuration: "what the environments render to, and their inputs",
  "dependency versions": "images, charts, providers, modules, Kubernetes",
  "security baseline": "declared security and what is rendered",
};

const nothing = (name: ParityGroup): string =>
  name === "infrastructure"
    ? "no Terraform or Pulumi names an environment"
    : "there is no second environment to compare with";

function sentenceOf(findings: readonly ParityFinding[], score: number | null): ParitySummary["sentence"] {
  if (score === null) return [{ text: "There is nothing to compare yet." }];
  const errors = findings.filter((one) => one.severity === "error");
  const warnings = findings.filter((one) => one.severity === "warning").length;
  if (errors.length === 0)
    return [
      { text: "No difference between neighbouring environments is dangerous", strong: true },
      { text: warnings === 0 ? "." : `; ${plural(warnings, "one")} should be looked at.` },
    ];
  const first = errors[0];
  return [
    {
      text: `${plural(errors.length, "difference")} ${errors.length === 1 ? "is" : "are"} dangerous`,
      strong: true,
    },
    { text: first ? `, first of all ${first.subject}: ${first.cause}.` : "." },
  ];
}

const plural = (count: number, word: string): string =>
  word === "one" ? (count === 1 ? "one" : `${count}`) : `${count} ${word}${count === 1 ? "" : "s"}`;
