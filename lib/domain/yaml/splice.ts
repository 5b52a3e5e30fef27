import type { RefusalCode } from "../codes";
import type { Refusal, RefusalKind } from "../refusal";
import { commonEnds } from "./block-scalar";
import { type Located, placeOf } from "./located";
import { BOM, parseYaml, type YamlReading } from "./parse";
import { type Intent, proven } from "./proof";
import { lineText } from "./source";

/** The new text with the lines that changed: the first one's number, what they were and what they are. */
export type EditDone = { ok: true; text: string; line: number; before: string; after: string };
export type EditResult = EditDone | { ok: false; refusal: Refusal };

export const refuse = (
  kind: RefusalKind,
  code: RefusalCode,
  message: string,
  facts?: Refusal["facts"],
): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: facts ? { kind, code, message, facts } : { kind, code, message },
});

export type Opened = { ok: true; reading: YamlReading; document: number; root: Located };

/**
 * Reads the text for an edit. Without a document index it is the one document that has content, or the one that `leads`
 * to the value; several such documents are refused.
 */
export function opened(
  text: string,
  document: number | undefined,
  leads: (root: Located) => boolean = () => true,
): Opened | { ok: false; refusal: Refusal } {
  const reading = parseYaml(text, "");
  const wrong = reading.problems.find((p) => p.severity === "error" && p.code !== "yaml.duplicate-conflict");
  if (wrong) {
    const message = `Line ${wrong.line ?? 1}: ${wrong.message}`;
    return refuse("invalid", "edit.syntax", message, { line: wrong.line, column: wrong.column });
  }
  const filled = reading.documents.flatMap(({ contents }, index) =>
    contents ? [{ index, root: contents }] : [],
  );
  const fitting =
    document === undefined && filled.length > 1 ? filled.filter(({ root }) => leads(root)) : filled;
  const chosen = document === undefined ? fitting[0] : filled.find(({ index }) => index === document);
  const documents = filled.map(({ index }) => index);
  if (document === undefined && fitting.length !== 1 && filled.length > 1) {
    const found =
      fitting.length === 0 ? "none of them" : `documents ${fitting.map(({ index }) => index).join(", ")}`;
    const message = `The file has ${filled.length} documents and the path leads to ${found}: say which one, from 0`;
    return fitting.length === 0
      ? refuse("missing", "edit.missing", message, { documents })
      : refuse("invalid", "edit.ambiguous", message, {
          documents: fitting.map(({ index }) => index),
        });
  }
  if (chosen === undefined)
    return refuse("missing", "edit.document", "There is no such document", { documents });
  return { ok: true, reading, document: chosen.index, root: chosen.root };
}

/** Replaces [start, end) and proves that only what was meant has changed. Offsets do not count a BOM. */
export function spliced(
  text: string,
  reading: YamlReading,
  start: number,
  end: number,
  replacement: string,
  intent: Intent,
): EditResult {
  const bom = text.startsWith(BOM) ? BOM : "";
  const body = reading.source.text;
  const after = bom + body.slice(0, start) + replacement + body.slice(end);
  const verdict = proven(reading, after, intent);
  if (verdict === "proven") return { ok: true, text: after, ...changedLines(text, after) };
  if (verdict === "elsewhere") {
    const message = "Other values would change too: an alias or a merge takes them from here";
    return refuse("blocked", "edit.shared", message);
  }
  return refuse("blocked", "edit.unproven", "The edit could not be proven to change this value alone");
}

/** The lines that differ between two texts. */
export function changedLines(before: string, after: string): Omit<EditDone, "ok" | "text"> {
  const old = before.split("\n");
  const now = after.split("\n");
  const same = commonEnds(old, now);
  return {
    line: same.start + 1,
    before: old
      .slice(same.start, old.length - same.end)
      .map(clean)
      .join("\n"),
    after: now
      .slice(same.start, now.length - same.end)
      .map(clean)
      .join("\n"),
  };
}

const clean = (line: string) => line.replace(/\r$/, "").replace(BOM, "");

/** The value already is what it should become. */
export function unchanged(text: string, reading: YamlReading, located: Located): EditDone {
  const { line } = placeOf(located);
  const content = lineText(reading.source, line);
  return { ok: true, text, line, before: content, after: content };
}

/** Is the whole text one JSON value? New text in it must then be JSON too. */
export function isJson(reading: YamlReading): boolean {
  if (!/^\s*[[{]/.test(reading.source.text)) return false;
  try {
    JSON.parse(reading.source.text);
    return true;
  } catch {
    return false;
  }
}

/** The line end that the file uses; the first one decides. */
export function newlineOf(text: string): "\r\n" | "\n" {
  const first = text.indexOf("\n");
  return first > 0 && text[first - 1] === "\r" ? "\r\n" : "\n";
}
