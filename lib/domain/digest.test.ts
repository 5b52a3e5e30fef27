import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "./canonical";
import { digest, type PlanBody, planDigest } from "./digest";
import { equalJson, type Json, parseJson } from "./json";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }),
    // Where numbers stop and digits begin; a hand-written `1e20` is a number beyond it.
    fc.integer({ min: -4, max: 4 }).map((n) => 2 ** 53 + n),
    fc.double({ min: 2 ** 53, max: 2 ** 72, noNaN: true }).map(Math.round),
    fc.string({ unit: "binary" }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 4, noNullPrototype: true }).map((d): Json => d),
  ),
})).value;

const shuffled = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([k, v]) => [k, shuffled(v)]),
  );
};

describe("canonical JSON", () => {
  test("is the example of RFC 8785, 3.2.3", () => {
    const value = {
      numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000F\nA\'B"\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\"/"}',
    );
  });

  test("does not depend on the order of keys", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
      }),
    );
  });

  test("tells different values apart and reads back as the same value", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(equalJson(parseJson(canonicalJson(value)), value)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(canonicalJson(a) === canonicalJson(b)).toBe(equalJson(a, b));
      }),
    );
  });

  test("keeps the digits of big integers", () => {
    expect(canonicalJson({ n: 9007199254740993n })).toBe('{"n":9007199254740993}');
  });

  test("a number beyond 2^53 and the digits of the same integer are one value with one text", () => {
    expect(canonicalJson(2 ** 69)).toBe(canonicalJson(2n ** 69n));
    expect(equalJson(2 ** 69, 2n ** 69n)).toBe(true);
    expect(equalJson(2 ** 53, 2n ** 53n + 1n)).toBe(false);
  });

  test("refuses numbers that JSON cannot hold", () => {
    expect(() => canonicalJson([Number.NaN])).toThrow(RangeError);
  });
});

const edit = fc.record({
  file: fc.constantFrom("a.yaml", "b.yaml"),
  document: fc.nat(2),
  path: fc.array(fc.oneof(fc.string(), fc.record({ name: fc.string() })), { minLength: 1, maxLength: 3 }),
  before: fc.option(fc.string()),
  after: fc.option(fc.string()),
});
const body: fc.Arbitrary<PlanBody> = fc.record({
  application: fc.constant("my-service"),
  kind: fc.constantFrom("promotion", "rollback", "edit"),
  from: fc.option(fc.constantFrom("dev", "staging")),
  to: fc.constantFrom("staging", "production"),
  edits: fc.array(edit, { minLength: 1, maxLength: 4 }),
  targets: fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 3 }),
  rendered: fc.array(
    fc.record({ placement: fc.string(), object: fc.string(), path: fc.string(), before: json, after: json }),
    { maxLength: 3 },
  ),
});

describe("a plan's digest", () => {
  test("is 64 hexadecimal digits and the same for the same plan in any order", () => {
    fc.assert(
      fc.property(body, (plan) => {
        const turned = {
          ...plan,
          edits: [...plan.edits].reverse(),
          targets: [...plan.targets].reverse(),
          rendered: [...plan.rendered].reverse(),
        };
        expect(planDigest(turned, sha256)).toBe(planDigest(plan, sha256));
        expect(planDigest(plan, sha256)).toMatch(/^[0-9a-f]{64}$/);
      }),
    );
  });

  test("changes with every value of every edit, the old one too", () => {
    fc.assert(
      fc.property(
        body,
        fc.constantFrom("file", "before", "after" as const),
        fc.nat(),
        (plan, field, pick) => {
          const at = pick % plan.edits.length;
          const edits = plan.edits.map((e, i) => (i === at ? { ...e, [field]: `${e[field] ?? ""}x` } : e));
          expect(planDigest({ ...plan, edits }, sha256)).not.toBe(planDigest(plan, sha256));
        },
      ),
    );
  });

  test("changes with a target, a rendered field, the kind, the ends and the application", () => {
    fc.assert(
      fc.property(body, (plan) => {
        const changes: Partial<PlanBody>[] = [
          { targets: [...plan.targets, "one more"] },
          {
            rendered: [
              ...plan.rendered,
              { placement: "p", object: "o", path: "spec", before: undefined, after: 1 },
            ],
          },
          { kind: plan.kind === "edit" ? "rollback" : "edit" },
          { to: `${plan.to}2` },
          { from: plan.from === null ? "dev" : null },
          { application: "another" },
        ];
        for (const change of changes)
          expect(planDigest({ ...plan, ...change }, sha256)).not.toBe(planDigest(plan, sha256));
      }),
    );
  });

  test("cannot be taken for a digest of another purpose", () => {
    expect(digest("plan", { a: 1 }, sha256)).not.toBe(digest("release", { a: 1 }, sha256));
  });
});
