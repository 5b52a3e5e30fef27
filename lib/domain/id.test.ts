import fc from "fast-check";
import { expect, test } from "vitest";
import { isId, newId, timeOfId } from "./id";

const times = fc.integer({ min: 0, max: 2 ** 48 - 1 }).map((ms) => new Date(ms));
const randoms = fc.uint8Array({ minLength: 10, maxLength: 10 });

test("an id is its prefix and 26 lower-case letters that hold its time to the millisecond", () => {
  fc.assert(
    fc.property(
      times.filter((t) => t.getTime() < 8.64e15),
      randoms,
      (at, random) => {
        const id = newId("promotion", at, random);
        expect(id).toMatch(/^prm_[0-9a-z]{26}$/);
        expect(timeOfId("promotion", id)).toEqual(at);
      },
    ),
  );
});

test("ids sort as text in the order of their times", () => {
  fc.assert(
    fc.property(times, times, randoms, randoms, (a, b, r, s) => {
      fc.pre(a.getTime() !== b.getTime());
      expect(newId("job", a, r) < newId("job", b, s)).toBe(a < b);
    }),
  );
});

test("version and variant are those of a UUIDv7 whatever the random bytes", () => {
  const bitsOf = (fill: number): string => {
    const id = newId("job", new Date(0), new Uint8Array(10).fill(fill));
    let bits = 0n;
    for (const letter of id.slice(4))
      bits = bits * 32n + BigInt("0123456789abcdefghjkmnpqrstvwxyz".indexOf(letter));
    return bits.toString(16).padStart(32, "0");
  };
  expect(bitsOf(0)).toBe("00000000000070008000000000000000");
  expect(bitsOf(255)).toBe("0000000000007fffbfffffffffffffff");
});

test("every random bit of two ids of one instant counts", () => {
  fc.assert(
    fc.property(randoms, fc.integer({ min: 0, max: 79 }), (random, bit) => {
      // Six bits of the eighty are the version and the variant.
      fc.pre(bit > 3 && bit !== 16 && bit !== 17);
      const other = Uint8Array.from(random);
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (128 >> (bit & 7));
      expect(newId("job", new Date(5), other)).not.toBe(newId("job", new Date(5), random));
    }),
  );
});

test("text that only looks like an id is none", () => {
  const id = newId("token", new Date(0), new Uint8Array(10));
  expect(isId("token", id)).toBe(true);
  for (const text of [
    id.toUpperCase(),
    `${id}0`,
    id.slice(1),
    id.replace("tok", "job"),
    `tok_${"z".repeat(26)}`,
    `tok_${"u".repeat(26)}`,
  ])
    expect(isId("token", text), text).toBe(false);
  expect(timeOfId("job", id)).toBeNull();
});

test("too few random bytes or a time before 1970 is a bug, not a weak id", () => {
  expect(() => newId("job", new Date(0), new Uint8Array(9))).toThrow(RangeError);
  expect(() => newId("job", new Date(-1), new Uint8Array(10))).toThrow(RangeError);
  expect(() => newId("job", new Date(Number.NaN), new Uint8Array(10))).toThrow(RangeError);
});
