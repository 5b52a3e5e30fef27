import { z } from "zod";
import { Instant, ProblemView, Sentence } from "./view";

export const ParityGroup = z.enum([
  "infrastructure",
  "configuration",
  "dependency versions",
  "security baseline",
]);

export const ParityFindingView = z.object({
  /** The same for the same finding at every reading; fit for a link. */
  id: z.string(),
  /** The rule that found it, such as `terraform.zones`. */
  check: z.string(),
  group: ParityGroup,
  severity: z.enum(["error", "warning", "info"]),
  /** The environment, or the two that differ, lower one first. */
  environments: z.array(z.string()),
  subject: z.string(),
  cause: z.string(),
  /** The lines that cause it; empty where no line is known. */
  places: z.array(z.object({ file: z.string(), line: z.number().int(), column: z.number().int() })),
  fix: z.string(),
});
export type ParityFindingView = z.infer<typeof ParityFindingView>;

export const ParityGroupView = z.object({
  name: ParityGroup,
  /** 100 less 20 for each error and 5 for each warning; null when there is nothing to judge. */
  score: z.number().int().nullable(),
  errors: z.number().int(),
  warnings: z.number().int(),
  infos: z.number().int(),
  /** What the score is made from, in words. */
  from: z.string(),
});
export type ParityGroupView = z.infer<typeof ParityGroupView>;

export const ParityView = z.object({
  environments: z.array(z.string()),
  /** What was compared: neighbours in promotion order. */
  pairs: z.array(z.object({ left: z.string(), right: z.string() })),
  asOf: Instant,
  revision: z.string(),
  /** False: lines that only more renders tell were not looked for. */
  lines: z.boolean(),
  sentence: Sentence,
  /** The mean of the groups that could be judged. */
  score: z.number().int().nullable(),
  groups: z.array(ParityGroupView),
  /** Loudest first. */
  findings: z.array(ParityFindingView),
  problems: z.array(ProblemView),
});
export type ParityView = z.infer<typeof ParityView>;
