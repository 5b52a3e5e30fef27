import fc from "fast-check";
import { expect, test } from "vitest";
import { readCursor, writeCursor } from "./cursor";

const ascii = fc.array(fc.string({ unit: "binary-ascii" }), { minLength: 1, maxLength: 4 });

test("a cursor gives its key back and needs no escaping in a URL", () => {
  fc.assert(
    fc.property(ascii, (key) => {
      const cursor = writeCursor("promotion", key);
      expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(readCursor("promotion", cursor)).toEqual(key);
    }),
  );
});

test("a cursor of another list is not taken", () => {
  expect(readCursor("ledger", writeCursor("promotion", ["a", "b"]))).toBeNull();
});

test("any other text is no cursor and no error", () => {
  fc.assert(fc.property(fc.string(), (text) => readCursor("ledger", text) === null));
  expect(readCursor("ledger", btoa("[1,2]"))).toBeNull();
  expect(readCursor("ledger", btoa('{"0":"ledger"}'))).toBeNull();
});
