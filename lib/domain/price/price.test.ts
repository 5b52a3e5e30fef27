import { describe, expect, it } from "vitest";
import { readPriceFile } from "./price-file";
import { oldAfterDays, priceAge, priceList, shippedList } from "./price-list";

const at = new Date("2026-11-23T10:00:00Z");
const text = `currency: EUR
as_of: 2026-10-28
exchange: { USD: 0.92 }
regions:
  eu-central-1:
    instances:
      c5.2xlarge: { on_demand: 0.357, spot: 0.14 }
committed:
  - { instance: c5.2xlarge, region: eu-central-1, discount: 28%, until: 2026-10-31 }
`;
const ask = { type: "c5.2xlarge", region: "eu-central-1", spot: false, at };

describe("the price list", () => {
  const { file, problems } = readPriceFile(text);
  const list = priceList(file, "EUR");

  it("takes the repository's price before the shipped one, and turns the shipped one into the file's currency", () => {
    expect(problems).toEqual([]);
    expect(list.currency).toBe("EUR");
    expect(list.price(ask)).toEqual({ hour: 0.357, from: "file", discount: 0 });
    expect(list.price({ ...ask, spot: true })?.hour).toBe(0.14);
    expect(list.price({ ...ask, type: "m5.large" })?.hour).toBeCloseTo(0.096 * 0.92, 9);
  });

  it("gives a committed discount up to its last day and not after", () => {
    expect(list.price({ ...ask, at: new Date("2026-10-31T23:00:00Z") })?.hour).toBeCloseTo(0.357 * 0.72, 9);
    expect(list.price({ ...ask, at: new Date("2026-11-01T00:00:00Z") })?.hour).toBe(0.357);
  });

  it("says an unknown type has no price, never 0", () => {
    expect(list.price({ ...ask, type: "g99.mega" })).toBeNull();
    expect(list.size("g99.mega")).toBeNull();
  });

  it("keeps the shipped list's own currency when nothing says what it is in the fleet's", () => {
    expect(priceList(null, "EUR").currency).toBe("USD");
    expect(
      priceList({ ...(file ?? fail()), exchange: {} }, "EUR").price({ ...ask, type: "m5.large" }),
    ).toBeNull();
  });

  it("knows at least 150 common types with their sizes, a day, a source and a licence", () => {
    expect(shippedList.types).toBeGreaterThanOrEqual(150);
    expect(shippedList).toMatchObject({ asOf: "2026-01-19", licence: "Apache-2.0", currency: "USD" });
    expect(list.size("t3.small")).toEqual({ cpu: 2, ram: 2, gpu: 0 });
  });

  it("counts the age of prices in days", () => {
    expect(priceAge("2026-10-28", at)).toBe(26);
    expect(priceAge(shippedList.asOf, at)).toBeGreaterThan(oldAfterDays);
  });

  it("reports a mistake in pricing.yaml with its line and column, and uses the rest", () => {
    const broken = readPriceFile(text.replace("spot: 0.14", "spott: 0.14").replace("28%", "a lot"));
    expect(broken.problems.map(({ line, column, code }) => [code, line, column])).toEqual([
      ["fleet.unknown-key", 7, 39],
      ["fleet.invalid-value", 9, 61],
    ]);
    expect(priceList(broken.file, "EUR").price(ask)?.hour).toBe(0.357);
  });
});

function fail(): never {
  throw new Error("the file was not read");
}
