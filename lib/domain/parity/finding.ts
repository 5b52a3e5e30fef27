import type { Place } from "../problem";

/** The four groups in which the description of the system asks for parity. */
export const parityGroups = [
  "infrastructure",
  "configuration",
  "dependency versions",
  "security baseline",
] as const;
export type ParityGroup = (typeof parityGroups)[number];

/** One way in which environments are not alike, with its cause and what would end it. */
export type ParityFinding = {
  /** A stable word for the rule that found it, such as `zones`. */
  check: string;
  group: ParityGroup;
  severity: "error" | "warning" | "info";
  /** The environment, or the two, lower one first. */
  environments: readonly string[];
  /** What it is about: an object, a module, a key. */
  subject: string;
  cause: string;
  /** The lines that cause it, the most telling first. */
  places: readonly Place[];
  fix: string;
};

const weights = { error: 20, warning: 5, info: 0 } as const;

/** 100 less 20 for each error and 5 for each warning, never below 0; what is only told costs nothing. */
export const scoreOf = (findings: readonly ParityFinding[]): number =>
  Math.max(
    0,
    findings.reduce((score, { severity }) => score - weights[severity], 100),
  );

const loudness = { error: 0, warning: 1, info: 2 } as const;

/** Loudest first, then by group, rule and place: the same order every time. */
export const inOrder = (findings: readonly ParityFinding[]): ParityFinding[] =>
  [...findings].sort(
    (a, b) =>
      loudness[a.severity] - loudness[b.severity] ||
      parityGroups.indexOf(a.group) - parityGroups.indexOf(b.group) ||
      compare(a.check, b.check) ||
      compare(a.environments.join(), b.environments.join()) ||
      compare(a.subject, b.subject) ||
      compare(a.cause, b.cause),
  );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The two environments of a comparison: `left` comes before `right` in promotion order. */
export type ParityPair = { left: string; right: string; production: boolean };

/** Below production a difference is told more quietly: nothing customers use depends on it. */
export const quieter = (
  severity: ParityFinding["severity"],
  { production }: ParityPair,
): ParityFinding["severity"] => (production ? severity : severity === "error" ? "warning" : "info");
