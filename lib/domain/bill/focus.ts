import type { Problem } from "../problem";
import type { CsvRecord } from "./csv";

/** One charge as a FOCUS row tells it. */
export type FocusRow = {
  /** ISO instants; the end does not belong to it. */
  start: string;
  end: string;
  /** YYYY-MM of the billing period. */
  period: string;
  currency: string;
  billed: number;
  effective: number;
  account: string;
  service: string;
  tags: Readonly<Record<string, string>>;
  /** Every column that has a value, by its name: what makes it this charge. */
  content: string;
};

const required = ["BilledCost", "BillingCurrency", "ChargePeriodStart", "ChargePeriodEnd"] as const;

export type FocusHeader = { names: readonly string[]; at: ReadonlyMap<string, number> };

/** The header of a FOCUS file (FinOps Open Cost and Usage Specification, 1.0 and later); columns in any order. */
export function readHeader(
  record: CsvRecord,
  file: string,
): { header: FocusHeader; problems: readonly Problem[] } {
  const at = new Map<string, number>();
  const problems: Problem[] = [];
  record.fields.forEach((name, index) => {
    if (at.has(name))
      problems.push({
        code: "bill.header",
        severity: "error",
        message: `The column ${name} is there twice`,
        file,
        line: record.line,
        column: record.columns[index] ?? 1,
      });
    else at.set(name, index);
  });
  for (const name of required)
    if (!at.has(name))
      problems.push({
        code: "bill.header",
        severity: "error",
        message: `The file has no column ${name}`,
        hint: "Export it as a FOCUS cost and usage file (CSV)",
        file,
        line: record.line,
        column: 1,
      });
  return { header: { names: record.fields, at }, problems };
}

/** A row, or the problems that keep it from being one: each at its field. */
export function readRow(
  header: FocusHeader,
  record: CsvRecord,
  file: string,
): { row: FocusRow | null; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const problem = (message: string, index: number): void =>
    void problems.push({
      code: "bill.value",
      severity: "error",
      message,
      file,
      line: record.line,
      column: record.columns[index] ?? 1,
    });
  if (record.fields.length !== header.names.length) {
    problem(`The row has ${record.fields.length} fields, the header ${header.names.length}`, 0);
    return { row: null, problems };
  }
  const indexOf = (name: string): number => header.at.get(name) ?? -1;
  const text = (name: string): string => record.fields[indexOf(name)] ?? "";
  const amount = (name: string): number => {
    const value = Number(text(name));
    if (text(name).trim() !== "" && Number.isFinite(value)) return value;
    problem(`${name} must be a number, not ${quoted(text(name))}`, indexOf(name));
    return 0;
  };
  const moment = (name: string): string => {
    const ms = momentOf(text(name));
    if (ms !== null) return new Date(ms).toISOString();
    problem(`${name} must be a time such as 2026-11-01T00:00:00Z, not ${quoted(text(name))}`, indexOf(name));
    return "";
  };
  const [start, end] = [moment("ChargePeriodStart"), moment("ChargePeriodEnd")];
  if (start !== "" && end !== "" && end <= start)
    problem("ChargePeriodEnd must be later than ChargePeriodStart", indexOf("ChargePeriodEnd"));
  const currency = text("BillingCurrency");
  if (!/^[A-Z]{3}$/.test(currency))
    problem(
      `BillingCurrency must be a code such as EUR, not ${quoted(currency)}`,
      indexOf("BillingCurrency"),
    );
  const billed = amount("BilledCost");
  const effective = text("EffectiveCost") === "" ? billed : amount("EffectiveCost");
  const tags = tagsOf(text("Tags"));
  if (tags === null) problem("Tags must be a JSON object of texts", indexOf("Tags"));
  if (problems.length > 0) return { row: null, problems };
  const period = momentOf(text("BillingPeriodStart"));
  return {
    problems,
    row: {
      start,
      end,
      period: (period === null ? start : new Date(period).toISOString()).slice(0, 7),
      currency,
      billed,
      effective,
      account: text("SubAccountId") || text("BillingAccountId"),
      service: text("ServiceName"),
      tags: tags ?? {},
      content: contentOf(header, record),
    },
  };
}

/** FOCUS writes UTC, with `Z` or without any zone. */
function momentOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(text)) return null;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10)) ? text : `${text}${text.length > 10 ? "Z" : ""}`;
  const ms = Date.parse(zoned.replace(" ", "T"));
  return Number.isNaN(ms) ? null : ms;
}

/** Null when it is no JSON object; a tag without a value has an empty one. */
function tagsOf(text: string): Record<string, string> | null {
  if (text.trim() === "") return {};
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== "object" || found === null || Array.isArray(found)) return null;
    return Object.fromEntries(
      Object.entries(found).map(([name, value]) => [name, value === null ? "" : String(value)]),
    );
  } catch {
    return null;
  }
}

/** The same for the same charge whichever way its columns are ordered. */
const contentOf = ({ names }: FocusHeader, { fields }: CsvRecord): string =>
  JSON.stringify(
    names
      .map((name, index) => [name, fields[index] ?? ""] as const)
      .filter(([, value]) => value !== "")
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
