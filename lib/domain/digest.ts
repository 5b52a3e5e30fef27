import { canonicalJson } from "./canonical";
import type { Json, Printable } from "./json";
import type { Path } from "./path";

/** SHA-256 as 64 hexadecimal digits. */
export type Hash = (text: string) => string;

/** What an approval is bound to, and nothing else: no commit, no line number, no author. */
export type PlanBody = {
  application: string;
  kind: "promotion" | "rollback" | "edit";
  from: string | null;
  to: string;
  /** With their old values: the same edit of another value is another plan. */
  edits: readonly {
    file: string;
    document: number;
    path: Path;
    before: string | null;
    after: string | null;
  }[];
  /** Every placement it reaches. */
  targets: readonly string[];
  /** What each placement renders to afterwards differs in these fields; secrets are keyed hashes already. */
  rendered: readonly {
    placement: string;
    object: string;
    path: string;
    before: Json | undefined;
    after: Json | undefined;
  }[];
};

/**
 * The purpose keeps one digest from being taken for another of ours; a changed form gets a new version. Order of
 * edits, targets and fields carries no meaning, so they are sorted.
 */
export const digestPurpose = { plan: "o8:plan:v1", release: "o8:release:v1" } as const;

export function planDigest(body: PlanBody, hash: Hash): string {
  return digest(
    "plan",
    {
      ...body,
      edits: sorted(body.edits),
      targets: [...body.targets].sort(),
      rendered: sorted(body.rendered),
    },
    hash,
  );
}

export const digest = (purpose: keyof typeof digestPurpose, value: Printable, hash: Hash): string =>
  hash(`${digestPurpose[purpose]}\n${canonicalJson(value)}`);

const sorted = <T extends Printable>(items: readonly T[]): readonly T[] =>
  items
    .map((item) => ({ item, text: canonicalJson(item) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ item }) => item);
