import { type Printable, printNumber } from "./json";

/**
 * One text for one JSON value, whatever the order of its keys: RFC 8785 (keys sorted by UTF-16 code units, no space,
 * shortest numbers), and beyond it integers over 2^53 keep their digits. Absent fields are left out. Numbers that
 * JSON cannot hold throw a RangeError, because two of them would share one text.
 */
export function canonicalJson(value: Printable): string {
  return print(value) ?? "null";
}

function print(value: Printable | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError(`${value} has no JSON form`);
  if (typeof value === "number") return printNumber(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Printable) => print(item) ?? "null").join(",")}]`;
  const parts = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .flatMap(([key, child]) => {
      const text = print(child);
      return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
    });
  return `{${parts.join(",")}}`;
}
