import fc from "fast-check";
import { expect, test } from "vitest";
import { readJson, writeJson } from "./wire";

test("integers beyond 2^53 keep every digit on the way in and out", () => {
  const text =
    '{"generation":9223372036854775807,"small":12,"low":-9007199254740993,"s":"9223372036854775807"}';
  expect(readJson(text)).toEqual({
    generation: 9223372036854775807n,
    small: 12,
    low: -9007199254740993n,
    s: "9223372036854775807",
  });
  expect(writeJson(readJson(text))).toBe(text);
});

test("long fractions and exponents stay numbers", () => {
  expect(readJson("[1234567890123456.5,12345678901234567e3,9007199254740991]")).toEqual([
    1234567890123456.5, 12345678901234567e3, 9007199254740991,
  ]);
});

test("whatever is written is read back the same", () => {
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n }),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      leaf,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie("value"), { maxKeys: 3, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(value, (any) => {
      expect(readJson(writeJson(any))).toEqual(any);
    }),
  );
});
