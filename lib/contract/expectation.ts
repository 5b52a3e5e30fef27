import { z } from "zod";
import { AskedChange, asked, previewed } from "./asked-change";
import { command, query } from "./operation";
import { ApplicationName, EnvironmentName } from "./view";

/** A rule of `compare.expect` as it is asked for. */
export const ExpectRule = z.object({
  /** Path glob: `*` within one segment, `**` any depth, `[*]` any item. */
  path: z.string().min(1).max(2000),
  kind: z.string().min(1).max(200).optional(),
  class: z.enum(["unexplained", "version", "derived", "leak"]).optional(),
  /** Application of the rule, with `*`; absent means every one. */
  application: z.string().min(1).max(200).optional(),
  /** False: the rule speaks of every pair of environments. */
  thisPair: z.boolean().default(true),
  /** Towards production. */
  direction: z.enum(["rise", "fall"]).optional(),
  because: z.string().trim().min(3, "say why, in at least three letters").max(500),
  /** The last day on which it counts, such as `2026-12-31`. */
  until: z.iso.date().optional(),
});
export type ExpectRule = z.infer<typeof ExpectRule>;

const Ask = {
  left: EnvironmentName,
  right: EnvironmentName,
  rule: ExpectRule,
};

export const ExpectPlanView = z.object({
  ...previewed,
  /** What the rule would make expected, by the pairs it speaks of; at most 500 rows a pair are listed. */
  hides: z.array(
    z.object({
      left: z.string(),
      right: z.string(),
      count: z.number().int(),
      rows: z.array(
        z.object({
          application: z.string(),
          object: z.string(),
          path: z.string(),
          class: z.string(),
          /** Absent where the value stands on the other side only. */
          left: z.unknown().optional(),
          right: z.unknown().optional(),
        }),
      ),
    }),
  ),
  /** Who must say yes, and because of which way into which environment. */
  approvers: z.array(z.object({ team: z.string(), because: z.string() })),
});
export type ExpectPlanView = z.infer<typeof ExpectPlanView>;

export const expectPlan = query("environment.expect-plan", {
  summary: "What a rule that expects a difference would hide and write, and who would approve it",
  input: z.object({
    ...Ask,
    /** The application whose name the change carries; absent: the first one with a difference it would hide. */
    application: ApplicationName.optional(),
  }),
  result: ExpectPlanView,
  topics: ({ left, right }) => [`environment:${left}`, `environment:${right}`],
});

export const expect = command("environment.expect", {
  summary: "Ask to mark a difference between two environments as expected: a rule in the fleet file",
  input: z.object({
    ...Ask,
    /** The application whose name the change carries. */
    application: ApplicationName,
    ...asked,
  }),
  result: AskedChange,
});
