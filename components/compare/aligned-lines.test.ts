import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alignLines, runsOf } from "./aligned-lines";

const text = (parts: readonly { text: string }[]) => parts.map((part) => part.text).join("");

describe("lines of two texts side by side", () => {
  test("lose no line and no letter of either side, and keep their numbers", () => {
    const lines = fc.array(fc.constantFrom("a: 1", "b: two words", "  c: x", ""), { maxLength: 14 });
    fc.assert(
      fc.property(lines, lines, (left, right) => {
        const aligned = alignLines(`${left.join("\n")}\n`, `${right.join("\n")}\n`);
        for (const [side, whole] of [
          ["left", left],
          ["right", right],
        ] as const) {
          const stands = aligned.flatMap((line) => (line[side] === null ? [] : [line[side]]));
          expect(stands.map((line) => text(line.parts))).toEqual(whole.length === 0 ? [""] : whole);
          expect(stands.map((line) => line.line)).toEqual(stands.map((_, index) => index + 1));
        }
        expect(runsOf(aligned).flatMap((run) => run.lines)).toEqual(aligned);
      }),
    );
  });

  test("pair a changed line with its successor and mark the words that differ", () => {
    const [line] = alignLines("memory: 1Gi\n", "memory: 512Mi\n");
    expect(line?.equal).toBe(false);
    expect(line?.left?.parts.filter((part) => part.changed).map((part) => part.text)).toEqual(["1Gi"]);
    expect(line?.right?.parts.filter((part) => part.changed).map((part) => part.text)).toEqual(["512Mi"]);
  });

  test("fold only equal lines that are away from every change", () => {
    const same = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const runs = runsOf(alignLines([...same, "a"].join("\n"), [...same, "b"].join("\n")));
    expect(runs.map((run) => [run.far, run.lines.length])).toEqual([
      [true, 17],
      [false, 4],
    ]);
  });

  test("a text that is not there leaves its side empty", () => {
    expect(alignLines(null, "a\nb\n").every((line) => line.left === null && line.right !== null)).toBe(true);
  });
});
