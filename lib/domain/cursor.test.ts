import fc from "fast-check";
import { expect, test } from "vitest";
import { readCursor, writeCursor } from "./cursor";

const promotionKey = fc.tuple(
  fc
    .date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true })
    .map((at) => at.toISOString()),
  fc.stringMatching(/^[a-z_0-9]{1,40}$/),
);

test("a cursor gives its key back and needs no escaping in a URL", () => {
  fc.assert(
    fc.property(promotionKey, (key) => {
      const cursor = writeCursor("promotion", key);
      expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(readCursor("promotion", cursor)).toEqual(key);
    }),
  );
});

test("a cursor of another list, or with a key no row can have, is not taken", () => {
  expect(readCursor("ledger", writeCursor("promotion", ["2026-11-23T10:00:00.000Z", "prm_1"]))).toBeNull();
  expect(readCursor("ledger", writeCursor("ledger", ["1", "2"]))).toBeNull();
  expect(readCursor("ledger", writeCursor("ledger", ["NaN"]))).toBeNull();
  expect(readCursor("promotion", writeCursor("promotion", ["yesterday", "prm_1"]))).toBeNull();
});

test("any other text is no cursor and no error", () => {
  fc.assert(fc.property(fc.string(), (text) => readCursor("ledger", text) === null));
  expect(readCursor("ledger", btoa("[1,2]"))).toBeNull();
  expect(readCursor("ledger", btoa('{"0":"ledger"}'))).toBeNull();
});
