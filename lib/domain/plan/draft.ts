import type { Path } from "../path";
import type { DesiredRelease } from "../release";
import type { ReadText } from "../release-writer";
import type { ValueType } from "../yaml/edit";
import type { DraftResult } from "./plan";
import { type Carried, type Wanted, wantedEdits } from "./wanted";
import { writeEdits } from "./written";

/**
 * The edits that carry a release into an environment: of a promotion from another environment, or of a rollback from
 * an earlier commit. Every other byte of the files stays. Nothing to do is refused as `plan.empty`.
 */
export function draftPlan(ask: {
  application: string;
  kind: "promotion" | "rollback";
  from: string | null;
  to: string;
  carried: { version: string | null; knobs: readonly Carried[] };
  target: DesiredRelease;
  text: ReadText;
}): DraftResult {
  if (ask.carried.knobs.length === 0)
    return {
      ok: false,
      refusal: {
        kind: "missing",
        code: "plan.no-release",
        message: `No file says which release of ${ask.application} ${ask.from ?? "the earlier commit"} has, so there is nothing to carry.`,
      },
    };
  const found = wantedEdits(ask.carried.knobs, ask.target, ask.to, ask.text);
  if (!found.ok) return found;
  if (found.wanted.length === 0) {
    const version = ask.target.version ?? "this release";
    return empty(`${ask.application} in ${ask.to} is already at ${version}; there is nothing to promote.`);
  }
  const written = writeEdits(found.wanted, ask.text);
  if (!written.ok) return written;
  return {
    ok: true,
    draft: {
      application: ask.application,
      kind: ask.kind,
      from: ask.from,
      to: ask.to,
      fromVersion: ask.target.version,
      toVersion: ask.carried.version,
      edits: written.edits,
      files: written.files,
      notes: [...found.notes, ...written.edits.flatMap(overrideNotes)],
    },
  };
}

/**
 * A plan of any other edits: values set against their old ones, taken out where the new one is null, and added where
 * there is no old one: the JSON of a mapping as one more item of the list at its path, or as a key of the mapping there,
 * any other text as the value there.
 */
export function draftEdit(ask: {
  application: string;
  to: string;
  version: string | null;
  edits: readonly {
    file: string;
    document?: number;
    path: Path;
    expect: string | null;
    value: string | null;
    type?: ValueType;
  }[];
  text: ReadText;
}): DraftResult {
  const wanted = ask.edits
    .filter((e) => e.expect !== e.value)
    .map((e): Wanted => {
      const where = { file: e.file, document: e.document ?? 0, path: e.path, overrides: [] };
      const { path, expect, value } = e;
      if (value === null) return { ...where, kind: "remove", before: expect ?? "", prefix: "" };
      if (expect !== null)
        return { ...where, kind: "set", before: expect, after: value, prefix: "", type: e.type };
      if (value.startsWith("{")) return { ...where, kind: "append", after: value };
      const part = { key: "", kind: "config" as const, path, value, prefix: "", scalar: value };
      return { ...where, kind: "insert", part, after: value };
    });
  if (wanted.length === 0)
    return empty("The values are what they should become already; there is nothing to change.");
  const written = writeEdits(wanted, ask.text);
  if (!written.ok) return written;
  const { application, to, version } = ask;
  const draft = {
    application,
    kind: "edit" as const,
    from: null,
    to,
    fromVersion: version,
    toVersion: version,
    notes: [],
  };
  return { ok: true, draft: { ...draft, edits: written.edits, files: written.files } };
}

const overrideNotes = (edit: {
  letter: string;
  overrides: readonly { placement: string; file: string; line: number; value: string }[];
}): readonly string[] =>
  edit.overrides.map(
    (o) =>
      `Edit ${edit.letter} has no effect on ${o.placement.split("/").at(-1) ?? o.placement}: ${o.file}:${o.line} sets ${o.value} and wins there.`,
  );

const empty = (message: string): DraftResult => ({
  ok: false,
  refusal: { kind: "conflict", code: "plan.empty", message },
});
