import fc from "fast-check";
import { expect, test } from "vitest";
import { exposition } from "./exposition";

test("a metric stands with its help, its kind and each number", () => {
  const samples = [
    { labels: { state: "done", kind: "execute" }, value: 3 },
    { labels: {}, value: 0.25 },
  ];
  expect(exposition([{ name: "a_jobs", kind: "gauge", help: "Jobs.", samples }])).toBe(
    '# HELP a_jobs Jobs.\n# TYPE a_jobs gauge\na_jobs{state="done",kind="execute"} 3\na_jobs 0.25\n',
  );
});

test("what is not known has no line, not even a name", () => {
  expect(exposition([{ name: "a", kind: "gauge", help: "A.", samples: [] }])).toBe("");
});

test("no label can end its quotes or its line", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("\\", '"', "\n", "a", "}") }), (value) => {
      const [, , line = "", ...rest] = exposition([
        { name: "a", kind: "gauge", help: "A.", samples: [{ labels: { of: value }, value: 1 }] },
      ]).split("\n");
      expect(rest).toEqual([""]);
      const quoted = /^a\{of="((?:[^"\\]|\\.)*)"\} 1$/.exec(line)?.[1];
      expect(quoted?.replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c))).toBe(value);
    }),
  );
});
