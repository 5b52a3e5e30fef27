import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance, nearest } from "./nearest";

test("a swap, a slip, another case or separator is found; another word is not", () => {
  const words = ["maxSurge", "maxUnavailable", "replicas", "on_success"];
  expect(nearest("max_surge", words)).toBe("maxSurge");
  expect(nearest("replcias", words)).toBe("replicas");
  expect(nearest("onSucess", words)).toBe("on_success");
  expect(nearest("image", words)).toBeUndefined();
});

test("the distance is symmetric, zero only for the same word, and at most the longer word's length", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      const distance = editDistance(a, b);
      expect(distance).toBe(editDistance(b, a));
      expect(distance === 0).toBe(a === b);
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
  );
});
