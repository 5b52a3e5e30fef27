import type { LocatedScalar } from "./located";

/**
 * The source of a `|` or `>` scalar with other content. Lines that do not change keep every byte.
 * Null when the content cannot be written this way; the caller then uses another style, and proves the result.
 */
export function blockText(scalar: LocatedScalar, content: string): string | null {
  const raw = scalar.source.text.slice(scalar.start, scalar.end);
  const old = String(scalar.value);
  const headerEnd = raw.indexOf("\n") + 1;
  if (
    headerEnd === 0 ||
    /[^\n\t\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u.test(content)
  )
    return null;
  const header = raw.slice(0, headerEnd);
  const body = raw.slice(headerEnd);
  if (scalar.style === "folded") return foldedText(header, body, old, content);
  return literalText(header, body, old, content);
}

function literalText(header: string, body: string, old: string, content: string): string | null {
  const rawLines = body.split("\n");
  const oldLines = old.split("\n");
  const newLines = content.split("\n");
  const end = rawLines.some((line) => line.endsWith("\r")) ? "\r" : "";
  const sample = oldLines.findIndex((line) => line !== "");
  const indent = sample < 0 ? -1 : bare(rawLines[sample]).length - (oldLines[sample] ?? "").length;
  if (indent < 0 || !oldLines.every((line, i) => line === "" || bare(rawLines[i]).slice(indent) === line))
    return null;
  const margin = bare(rawLines[sample]).slice(0, indent);

  const trailing = trailingNewlines(content);
  const chomped = header.replace(
    /^([|>]\d?)[-+]?(\d?)/,
    `$1${trailing === 0 ? "-" : trailing === 1 ? "" : "+"}$2`,
  );
  const sameChomping = trailingNewlines(old) === trailing;
  const oldText = oldLines.slice(0, oldLines.length - trailingNewlines(old));
  const newText = newLines.slice(0, newLines.length - trailing);
  const same = commonEnds(oldText, newText);
  const changed = newText
    .slice(same.start, newText.length - same.end)
    .map((line) => (line === "" ? end : `${margin}${line}${end}`));
  const kept = rawLines.slice(oldText.length - same.end);
  // A block at the very end of a file without a final newline has no "\r" on its last line.
  const lines = [...rawLines.slice(0, same.start), ...changed, ...kept];
  if (sameChomping) return header + lines.join("\n");
  const text = newText.map((line) => (line === "" ? end : `${margin}${line}${end}`));
  return `${chomped}${[...text, ...Array.from({ length: Math.max(0, trailing - 1) }, () => end), ""].join("\n")}`;
}

/** Replaces one changed word in place; folding then stays as it was. */
function foldedText(header: string, body: string, old: string, content: string): string | null {
  let start = 0;
  while (start < old.length && start < content.length && old[start] === content[start]) start++;
  let end = 0;
  while (
    end < old.length - start &&
    end < content.length - start &&
    old.at(-1 - end) === content.at(-1 - end)
  )
    end++;
  while (start > 0 && /\S/.test(old[start - 1] ?? " ")) start--;
  while (end > 0 && /\S/.test(old[old.length - end] ?? " ")) end--;
  const oldWord = old.slice(start, old.length - end);
  const newWord = content.slice(start, content.length - end);
  if (oldWord === "" || newWord === "" || /\s/.test(oldWord) || /\s/.test(newWord)) return null;
  // Folding keeps the order of words, so the same count before the word finds it in the source.
  let at = -1;
  for (let left = old.slice(0, start).split(oldWord).length; left > 0; left--)
    at = body.indexOf(oldWord, at + 1);
  return at < 0 ? null : header + body.slice(0, at) + newWord + body.slice(at + oldWord.length);
}

const bare = (line: string | undefined): string => (line ?? "").replace(/\r$/, "");
const trailingNewlines = (text: string): number => /\n*$/.exec(text)?.[0].length ?? 0;

/** How many lines two texts share at their beginning and end. */
export function commonEnds(a: readonly string[], b: readonly string[]): { start: number; end: number } {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return { start, end };
}
