import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFleet } from "../fleet/read";
import { priceFileSchema, readPriceFile } from "../price/price-file";
import { daysOfCharge, environmentOfCharge } from "./charge";
import { compareBill } from "./compare";
import { CsvError, CsvReader, type CsvRecord } from "./csv";
import { readHeader, readRow } from "./focus";

const whole = (...pieces: readonly string[]): readonly CsvRecord[] => {
  const reader = new CsvReader();
  const records = pieces.flatMap((piece) => reader.feed(piece));
  const last = reader.end();
  return last ? [...records, last] : records;
};
const fieldsOf = (records: readonly CsvRecord[]) => records.map(({ fields }) => fields);

describe("a CSV text", () => {
  const field = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r\n", " ", "é", "1") });
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

  it("gives back what was written, wherever it is cut into pieces and however its lines end", () => {
    const table = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(table, fc.constantFrom("\n", "\r\n"), fc.nat(), fc.boolean(), (rows, ending, cut, ends) => {
        const text = rows.map((row) => row.map(quote).join(",")).join(ending) + (ends ? ending : "");
        const at = cut % (text.length + 1);
        expect(fieldsOf(whole(text.slice(0, at), text.slice(at)))).toEqual(rows);
      }),
    );
  });

  it("reads plain and empty fields, skips a byte order mark and empty lines, and knows where each field begins", () => {
    const records = whole('\uFEFFa,,c\r\n\r\n"x\ny",2,\n');
    expect(fieldsOf(records)).toEqual([
      ["a", "", "c"],
      ["x\ny", "2", ""],
    ]);
    expect(records.map(({ line, columns }) => [line, columns])).toEqual([
      [1, [1, 3, 4]],
      [3, [1, 4, 6]],
    ]);
  });

  it.each([
    ['a,b"c\n', 1, 4, /inside a field/],
    ['a\n"b"c\n', 2, 4, /follows the closing quote/],
    ['a\nb,"c\nd', 2, 3, /never closed/],
  ])("says where %j is no CSV", (text, line, column, words) => {
    const error = (() => {
      try {
        return whole(text);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(CsvError);
    expect(error).toMatchObject({ line, column, message: expect.stringMatching(words) });
  });
});

const header =
  "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,EffectiveCost,SubAccountId,ServiceName,Tags,BillingPeriodStart";
const good =
  '12.5,EUR,2026-11-01T00:00:00Z,2026-11-02T00:00:00Z,10,4711,Amazon EC2,"{""environment"":""staging""}",2026-11-01T00:00:00Z';
const read = (...rows: readonly string[]) => {
  const [first, ...others] = whole([header, ...rows].join("\n"));
  if (!first) throw new Error("no header");
  const { header: names, problems } = readHeader(first, "bill.csv");
  const told = others.map((record) => readRow(names, record, "bill.csv"));
  return {
    rows: told.flatMap(({ row }) => (row ? [row] : [])),
    problems: [...problems, ...told.flatMap((one) => one.problems)],
  };
};

describe("a FOCUS bill", () => {
  it("tells period, amounts, account, service and tags of each charge", () => {
    expect(read(good)).toMatchObject({
      problems: [],
      rows: [
        {
          start: "2026-11-01T00:00:00.000Z",
          end: "2026-11-02T00:00:00.000Z",
          period: "2026-11",
          currency: "EUR",
          billed: 12.5,
          effective: 10,
          account: "4711",
          service: "Amazon EC2",
          tags: { environment: "staging" },
        },
      ],
    });
  });

  it("a value that does not fit is a problem at its line and column, and never a 0", () => {
    const { rows, problems } = read(
      good.replace("12.5", "twelve"),
      good.replace("2026-11-02T00:00:00Z", "2026-10-02T00:00:00Z"),
      good.replace(/"\{.*\}"/, '"[1]"'),
      good.replace(",EUR", ",Euro"),
      "1,EUR",
    );
    expect(rows).toEqual([]);
    expect(problems.map(({ code, line, column }) => [code, line, column])).toEqual([
      ["bill.value", 2, 1],
      ["bill.value", 3, 31],
      ["bill.value", 4, 71],
      ["bill.value", 5, 6],
      ["bill.value", 6, 1],
    ]);
  });

  it("a file without the columns that matter says which", () => {
    const [first] = whole("BilledCost,BilledCost,Day");
    const { problems } = readHeader(first ?? { fields: [], line: 1, columns: [] }, "bill.csv");
    expect(problems.map(({ message }) => message)).toEqual([
      "The column BilledCost is there twice",
      "The file has no column BillingCurrency",
      "The file has no column ChargePeriodStart",
      "The file has no column ChargePeriodEnd",
    ]);
  });

  it("the same charge has the same content, whichever way its columns are ordered", () => {
    const contentOf = (text: string) => {
      const [first, second] = whole(text);
      if (!first || !second) throw new Error("two lines are needed");
      return readRow(readHeader(first, "f").header, second, "f").row?.content;
    };
    const forth =
      "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,Sku\n1,EUR,2026-11-01,2026-11-02,";
    const back = "ChargePeriodEnd,ChargePeriodStart,BillingCurrency,BilledCost\n2026-11-02,2026-11-01,EUR,1";
    expect(contentOf(forth)).toBe(contentOf(back));
    expect(contentOf(forth)).not.toBe(contentOf(forth.replace("\n1,", "\n2,")));
  });
});

describe("the days of a charge", () => {
  it("add up to it, in zones with and without summer time", () => {
    const start = fc.date({
      min: new Date("2026-01-01"),
      max: new Date("2026-12-31"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        start,
        fc.integer({ min: 1, max: 90 * 86_400_000 }),
        fc.constantFrom("UTC", "Europe/Berlin", "America/Sao_Paulo"),
        (from, ms, zone) => {
          const days = daysOfCharge(from, new Date(from.getTime() + ms), zone);
          expect(days.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(1, 9);
          expect([...new Set(days.map(({ day }) => day))]).toEqual(days.map(({ day }) => day));
          for (const { part } of days) expect(part).toBeGreaterThan(0);
        },
      ),
    );
  });

  it("the day the clocks go back is an hour longer, and pays for it", () => {
    const days = daysOfCharge(
      new Date("2026-10-24T22:00:00Z"),
      new Date("2026-10-26T23:00:00Z"),
      "Europe/Berlin",
    );
    expect(days).toEqual([
      { day: "2026-10-25", part: 25 / 49 },
      { day: "2026-10-26", part: 24 / 49 },
    ]);
  });
});

describe("whose a charge is", () => {
  const { fleet } = readFleet({
    name: "here",
    paths: ["orchestr8.yaml"],
    texts: new Map([
      [
        "orchestr8.yaml",
        `clusters: { one: {}, both: {} }
environments: { staging: { type: staging }, production: { type: production } }
compare: { tokens: { production: [prod] } }
applications:
  web: { path: web, environments: { staging: { cluster: one, namespace: a }, production: { cluster: both, namespace: b } } }
  api: { path: api, environments: { staging: { cluster: both, namespace: c } } }
`,
      ],
    ]),
  });
  const { file } = readPriceFile(`bills:
  tags: [environment, Env]
  cluster_tags: ["eks:cluster-name"]
  accounts: { "4711": staging, "4712": nowhere }
`);
  const of = (tags: Record<string, string>, account = "") =>
    file && environmentOfCharge(fleet, file.bills, { account, tags });

  it("is said by its first tag that names an environment, then by its cluster, then by its account", () => {
    expect(of({ environment: "Production" })).toBe("production");
    expect(of({ environment: "lab", Env: "prod" }, "4711")).toBe("production");
    expect(of({ "eks:cluster-name": "one" })).toBe("staging");
    expect(of({}, "4711")).toBe("staging");
  });

  it("is nobody's when nothing names one environment and no more", () => {
    expect([of({ "eks:cluster-name": "both" }), of({}, "4712"), of({ owner: "x" })]).toEqual([
      null,
      null,
      null,
    ]);
    expect(priceFileSchema.safeParse({ bills: { tag: "x" } }).success).toBe(false);
  });
});

describe("a bill beside what was measured", () => {
  const measured = [
    { day: "2026-11-01", environment: "staging", cost: 4 },
    { day: "2026-11-02", environment: "staging", cost: 100 },
    { day: "2026-11-01", environment: null, cost: 1 },
  ];

  it("is compared on its own days only, and in other currencies only where a rate is known", () => {
    const billed = [
      { day: "2026-11-01", environment: "staging", currency: "USD", billed: 10, effective: 8 },
      { day: "2026-11-01", environment: "production", currency: "EUR", billed: 3, effective: 3 },
      { day: "2026-11-02", environment: "staging", currency: "CHF", billed: 7, effective: 7 },
    ];
    const rate: Readonly<Record<string, number>> = { EUR: 1, USD: 0.5 };
    expect(compareBill(billed, measured, (currency) => rate[currency] ?? null)).toEqual({
      days: ["2026-11-01"],
      others: [{ currency: "CHF", billed: 7 }],
      rows: [
        { environment: "staging", billed: 5, effective: 4, measured: 4 },
        { environment: "production", billed: 3, effective: 3, measured: null },
        { environment: null, billed: 0, effective: 0, measured: 1 },
      ],
    });
  });
});
