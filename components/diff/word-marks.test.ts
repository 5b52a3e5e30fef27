import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type HunkLine, keyLength, markLines } from "./hunk-lines";
import { cutMarks, wordMarks } from "./word-marks";

const text = (parts: readonly { text: string }[]) => parts.map((part) => part.text).join("");
const marked = (parts: readonly { text: string; changed: boolean }[]) =>
  parts.filter((part) => part.changed).map((part) => part.text);

describe("word marks", () => {
  test("lose no letter of either side", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (before, after) => {
        const words = wordMarks(before, after);
        expect(text(words.before)).toBe(before);
        expect(text(words.after)).toBe(after);
      }),
    );
  });

  test("mark nothing where nothing differs", () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(marked(wordMarks(line, line).before)).toEqual([]);
      }),
    );
  });

  test("mark a version whole and leave its key alone", () => {
    const words = wordMarks('    newTag: "1.8.0"', '    newTag: "1.8.2"');
    expect(marked(words.before)).toEqual(["1.8.0"]);
    expect(marked(words.after)).toEqual(["1.8.2"]);
  });

  test("survive a cut at any place", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(40), (before, after, at) => {
        const parts = wordMarks(before, after).after;
        const [head, tail] = cutMarks(parts, at);
        expect(text(head) + text(tail)).toBe(after);
        expect(text(head).length).toBe(Math.min(at, after.length));
      }),
    );
  });
});

describe("lines of a hunk", () => {
  const line = (kind: HunkLine["kind"], words: string): HunkLine => ({
    kind,
    oldLine: 1,
    newLine: 1,
    text: words,
    letter: null,
  });

  test("pair a removed run with the added run after it, in order", () => {
    const lines = markLines([
      line("removed", "a: 1"),
      line("removed", "b: 2"),
      line("added", "a: 3"),
      line("added", "b: 4"),
      line("added", "c: 5"),
    ]);
    expect(lines.map(({ parts }) => marked(parts))).toEqual([["1"], ["2"], ["3"], ["4"], []]);
  });

  test("know where a key ends, and that a plain value has none", () => {
    expect(keyLength("  - name: acme/my-service")).toBe("  - name:".length);
    expect(keyLength("images:")).toBe("images:".length);
    expect(keyLength("  - https://acme.io/a")).toBe(0);
    expect(keyLength("# note: this")).toBe(0);
  });
});
