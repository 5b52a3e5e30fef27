import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareQuantities, parseQuantity, sameQuantity } from "./quantity";

describe("quantities", () => {
  it.each([
    ["1000m", "1"],
    ["0.5", "500m"],
    ["1000M", "1G"],
    ["1Gi", "1024Mi"],
    [1, "1"],
    [0.2, "200m"],
    ["1e3", "1k"],
    ["1E3", "1000"],
    ["1E", "1e18"],
    ["0", "0m"],
    ["-1", "-1000m"],
    ["1.5Gi", "1536Mi"],
    [".5", "500m"],
    ["5.", "5"],
  ])("%s is %s", (a, b) => expect(sameQuantity(a, b)).toBe(true));

  it.each([
    ["1", "2"],
    ["1G", "1Gi"],
    ["1m", "1M"],
    ["100000000000000000001", "100000000000000000000"],
    ["0.1", "0.10000000000000000001"],
  ])("%s is not %s", (a, b) => expect(sameQuantity(a, b)).toBe(false));

  it.each(["", "m", "1.2.3", "1 Gi", "abc", "1gi", null, true, {}])("%j is no quantity", (value) =>
    expect(parseQuantity(value)).toBeNull(),
  );

  it("is exact where numbers would round", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (amount) => {
        const [milli, whole] = [parseQuantity(`${amount}000m`), parseQuantity(String(amount))];
        expect(milli !== null && whole !== null && compareQuantities(milli, whole)).toBe(0);
        expect(sameQuantity(`${amount + 1n}`, `${amount}`)).toBe(false);
      }),
    );
  });
});
