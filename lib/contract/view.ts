import { z } from "zod";
import { type PagedList, readCursor } from "@/lib/domain/cursor";

/** Shapes that several nouns show; a view is plain JSON and holds only what is shown. */

export const Name = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/, "lower-case letters, digits, dashes");
export const ApplicationName = Name;
export const EnvironmentName = Name;
export const Instant = z.iso.datetime();
export const Sha = z.string();

export const StatusKind = z.enum(["healthy", "moving", "attention", "failed", "waiting", "unknown"]);
export type StatusKind = z.infer<typeof StatusKind>;

/** A state is never shown without its reason. */
export const StatusView = z.object({ kind: StatusKind, word: z.string(), reason: z.string().nullable() });
export type StatusView = z.infer<typeof StatusView>;

/** A computed sentence; the decisive words are strong. */
export const Sentence = z.array(z.object({ text: z.string(), strong: z.boolean().optional() }));
export type Sentence = z.infer<typeof Sentence>;

export const SourceRef = z.object({ file: z.string(), line: z.number().int(), sha: Sha.nullable() });
export type SourceRef = z.infer<typeof SourceRef>;

export const ProblemView = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  message: z.string(),
  hint: z.string().optional(),
  file: z.string().optional(),
  line: z.number().optional(),
  column: z.number().optional(),
  related: z.array(z.object({ file: z.string(), line: z.number(), column: z.number() })).optional(),
});
export type ProblemView = z.infer<typeof ProblemView>;

export const CommitView = z.object({ sha: Sha, subject: z.string(), author: z.string(), at: Instant });
export type CommitView = z.infer<typeof CommitView>;

/** The answer of a domain verdict, for the button that it governs. */
export const VerdictView = z.object({
  allowed: z.boolean(),
  code: z.string().nullable(),
  message: z.string().nullable(),
});
export type VerdictView = z.infer<typeof VerdictView>;

/** Whether the reader signed in lately enough for an act, and how to do so again; null when that is not asked. */
export const ProofView = z
  .object({ fresh: VerdictView, by: z.enum(["password", "provider"]), email: z.string() })
  .nullable();
export type ProofView = z.infer<typeof ProofView>;

export const PersonView = z.object({ id: z.string(), name: z.string(), email: z.string() });
export type PersonView = z.infer<typeof PersonView>;

/** Opaque keyset pages, at most 200 items each. */
export const pageInput = (list: PagedList) => ({
  cursor: z
    .string()
    .max(400)
    .refine((text) => readCursor(list, text) !== null, `the next of an earlier page of the ${list} list`)
    .optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int(), asOf: Instant });

export const ClusterView = z.object({
  name: z.string(),
  region: z.string().nullable(),
  role: z.enum(["primary", "failover"]),
  /** Null until the first answer. */
  reachable: z.boolean().nullable(),
  /** The last moment we had an answer. */
  asOf: Instant.nullable(),
  reason: z.string().nullable(),
});
export type ClusterView = z.infer<typeof ClusterView>;

/** Whether an environment sleeps by its schedule now: "asleep until Mon 08:00 Berlin". */
export const SleepView = z.object({ asleep: z.boolean(), text: z.string(), until: Instant.nullable() });
export type SleepView = z.infer<typeof SleepView>;

export const WindowView = z.object({
  name: z.string().nullable(),
  state: z.enum(["always", "open", "closed"]),
  /** "opens Mon 09:00 Berlin", "open until 17:00 Berlin", "always open". */
  text: z.string(),
  because: z.enum(["window", "freeze"]).nullable(),
  /** When the state changes next. */
  until: Instant.nullable(),
});
export type WindowView = z.infer<typeof WindowView>;
