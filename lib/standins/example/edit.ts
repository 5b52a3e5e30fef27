/** Path -> content. Bytes are held as latin1 text, which keeps every one of them. */
export type Files = Map<string, string>;

/** A change told by its result, so that it can be taken back from the finished tree. */
export type Edit =
  /** In `file`, `before` became `after`; `after` must occur exactly once. */
  | { kind: "replace"; file: string; before: string; after: string }
  /** Every file at or below `path` was added. */
  | { kind: "add"; path: string }
  /** A two-space-indented mapping entry `name` with all that belongs to it was added to `file`. */
  | { kind: "entry"; file: string; name: string };

export const replace = (file: string, before: string, after: string): Edit => ({
  kind: "replace",
  file,
  before,
  after,
});
export const insert = (file: string, after: string): Edit => ({ kind: "replace", file, before: "", after });
export const add = (path: string): Edit => ({ kind: "add", path });
export const entry = (file: string, name: string): Edit => ({ kind: "entry", file, name });

/**
 * Takes `edit` back from `files`, in place.
 * Throws when the edit is not to be found: then the example's tree was changed and its history was not.
 */
export function undo(files: Files, edit: Edit): void {
  if (edit.kind === "add") {
    undoAdd(files, edit.path);
    return;
  }
  const text = files.get(edit.file);
  if (text === undefined) throw new Error(`history: ${edit.file} is not in the example`);
  const [before, after] =
    edit.kind === "replace" ? [edit.before, edit.after] : ["", entryText(text, edit.name)];
  if (after === "" || text.split(after).length !== 2)
    throw new Error(`history: ${edit.file} should hold exactly once: ${JSON.stringify(edit)}`);
  // A function, because "$" in a plain replacement would mean something.
  files.set(
    edit.file,
    text.replace(after, () => before),
  );
}

function undoAdd(files: Files, path: string): void {
  const added = [...files.keys()].filter((file) => file === path || file.startsWith(`${path}/`));
  if (added.length === 0) throw new Error(`history: nothing lies at ${path}`);
  for (const file of added) files.delete(file);
}

function entryText(text: string, name: string): string {
  const lines = text.split("\n");
  const start = lines.indexOf(`  ${name}:`);
  if (start < 0) return "";
  const rest = lines.slice(start + 1);
  const length = rest.findIndex((line) => !line.startsWith("    "));
  return `${lines.slice(start, start + 1 + (length < 0 ? rest.length : length)).join("\n")}\n`;
}
