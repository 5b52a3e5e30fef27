import { setHclValue } from "../hcl/edit";
import { isJsonObject, type Json, parseJson } from "../json";
import { indexItem, type Path, printPath } from "../path";
import type { Refusal } from "../refusal";
import type { ReadText } from "../release-writer";
import { type EditResult, setValue } from "../yaml/edit";
import { insertValue } from "../yaml/insert";
import { valueAt } from "../yaml/located";
import { parseYaml } from "../yaml/parse";
import { removeValue } from "../yaml/remove";
import { refuse } from "../yaml/splice";
import { fileHunks, linesOf } from "./hunk";
import { insertionOf } from "./insertion";
import { letterOf, type PlanEdit, type PlanFile } from "./plan";
import type { Wanted } from "./wanted";

export type WrittenResult =
  | { ok: true; edits: readonly PlanEdit[]; files: readonly PlanFile[] }
  | { ok: false; refusal: Refusal };

/** Carries the edits out on the texts, each against its old value; one that does not fit refuses the whole plan. */
export function writeEdits(wanted: readonly Wanted[], text: ReadText): WrittenResult {
  const states = new Map<string, { before: string; after: string; letters: (string | null)[] }>();
  const done: { letter: string; path: Path }[] = [];
  for (const [i, want] of wanted.entries()) {
    const before = states.get(want.file)?.before ?? text(want.file);
    if (before === null)
      return {
        ok: false,
        refusal: {
          kind: "conflict",
          code: "edit.missing",
          message: `${want.file} is not there any more.`,
          facts: { file: want.file },
        },
      };
    const state = states.get(want.file) ?? {
      before,
      after: before,
      letters: linesOf(before).map(() => null),
    };
    const result = applied(state.after, want);
    if (!result.ok)
      return {
        ok: false,
        refusal: {
          ...result.refusal,
          message: `${want.file}: ${result.refusal.message}`,
          facts: { ...result.refusal.facts, file: want.file },
        },
      };
    const letter = letterOf(i);
    done.push({
      letter,
      path: want.kind === "insert" ? (insertionOf(want.part, state.after)?.path ?? want.path) : want.path,
    });
    states.set(want.file, {
      before,
      after: result.text,
      letters: lettered(state.after, result.text, state.letters, letter),
    });
  }
  const files = [...states].map(([file, s]): PlanFile => {
    const byLine = new Map(s.letters.flatMap((l, i) => (l === null ? [] : [[i + 1, l] as const])));
    return { file, before: s.before, after: s.after, hunks: fileHunks(file, s.before, s.after, byLine) };
  });
  const edits = wanted.map((want, i): PlanEdit => {
    const { letter, path } = done[i] ?? { letter: "", path: want.path };
    const state = states.get(want.file);
    return {
      letter,
      file: want.file,
      document: want.document,
      path,
      label: labelOf(want.kind === "append" ? appendedPath(want) : path, prefixOf(want)),
      before: want.kind === "insert" || want.kind === "append" ? null : want.before,
      after: want.kind === "remove" ? null : want.after,
      line: (state?.letters.indexOf(letter) ?? -1) + 1 || 1,
      overrides: want.overrides,
    };
  });
  return { ok: true, edits, files };
}

/** A key added to a mapping is called by its name. */
function appendedPath({ path, after }: Extract<Wanted, { kind: "append" }>): Path {
  const [key, ...others] = keysOf(parseJson(after));
  return key === undefined || others.length > 0 ? path : [...path, key];
}
const keysOf = (value: Json): readonly string[] => (isJsonObject(value) ? Object.keys(value) : []);

const prefixOf = (want: Wanted): string =>
  want.kind === "append" ? "" : want.kind === "insert" ? want.part.prefix : want.prefix;

/** A literal is called by its key, because its position says nothing to a reader. */
function labelOf(path: Path, prefix: string): string {
  const key = /^([^=]+)=$/.exec(prefix)?.[1];
  return key !== undefined && path.at(-2) === "literals"
    ? `${printPath(path.slice(0, -1))}[${key}]`
    : printPath(path);
}

const isTerraform = (file: string): boolean => /\.tf(?:vars)?$/.test(file);

function applied(text: string, want: Wanted): EditResult {
  const { document, path } = want;
  switch (want.kind) {
    case "set":
      if (isTerraform(want.file))
        return setHclValue(text, { path, value: want.after, expect: want.before, type: want.type });
      return setValue(text, {
        document,
        path,
        value: want.prefix + want.after,
        expect: want.prefix + want.before,
        type: want.type,
      });
    case "insert": {
      const place = insertionOf(want.part, text);
      return place
        ? insertValue(text, { document, path: place.at, value: place.value })
        : refuse("missing", "edit.missing", `${printPath(path)} has no place there`);
    }
    case "append":
      return insertValue(text, { document, ...itemAt(text, document, path, parseJson(want.after)) });
    case "remove":
      return removeValue(text, { document, path, expect: want.prefix + want.before });
  }
}

/** A list takes one more item, a mapping a key it lacks; where there is neither yet, a list with this item is made. */
function itemAt(text: string, document: number, path: Path, value: Json): { path: Path; value: Json } {
  const root = parseYaml(text, "").documents[document]?.contents;
  const list = root ? valueAt(root, path.map(String)) : undefined;
  if (list === undefined) return { path, value: [value] };
  const [key, ...others] = keysOf(value);
  const takesKey = list.kind === "map" || (list.kind === "scalar" && list.value === null);
  if (takesKey && key !== undefined && others.length === 0 && isJsonObject(value))
    return { path: [...path, key], value: value[key] ?? null };
  return { path: [...path, indexItem(list.kind === "list" ? list.items.length : 0)], value };
}

/** Each line of the new text with the letter of the edit that wrote it; lines that stay keep theirs. */
function lettered(
  before: string,
  after: string,
  letters: readonly (string | null)[],
  letter: string,
): (string | null)[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1;
  return [
    ...letters.slice(0, start),
    ...b.slice(start, b.length - end).map(() => letter),
    ...letters.slice(a.length - end),
  ];
}
