/**
 * Kubernetes quantities (`500m`, `1.5Gi`, `1e3`) as exact fractions.
 * Grammar: k8s.io/apimachinery/pkg/api/resource/quantity.go.
 */
export type Quantity = { readonly numerator: bigint; readonly denominator: bigint };

const QUANTITY = /^([+-]?)(\d+)?(?:\.(\d*))?(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d{1,3}))?$/;
const DECIMAL: Record<string, number> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/** The exact amount; null when the value is no quantity. */
export function parseQuantity(value: unknown): Quantity | null {
  if (typeof value === "bigint") return { numerator: value, denominator: 1n };
  if (typeof value !== "string" && typeof value !== "number") return null;
  const match = QUANTITY.exec(String(value));
  if (match === null) return null;
  const [, sign, whole = "", fraction = "", binary, decimal, exponent] = match;
  if (whole === "" && fraction === "") return null;
  const digits = BigInt(whole + fraction) * (sign === "-" ? -1n : 1n);
  const power =
    (exponent === undefined ? (decimal === undefined ? 0 : (DECIMAL[decimal] ?? 0)) : Number(exponent)) -
    fraction.length;
  const base = binary === undefined ? 1n : 1024n ** BigInt(BINARY.indexOf(binary) + 1);
  return power >= 0
    ? { numerator: digits * base * 10n ** BigInt(power), denominator: 1n }
    : { numerator: digits * base, denominator: 10n ** BigInt(-power) };
}

/** Negative when a is less, zero when both are the same amount. */
export function compareQuantities(a: Quantity, b: Quantity): -1 | 0 | 1 {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** `1000m` and `1` are the same amount; values that are no quantities never are. */
export function sameQuantity(a: unknown, b: unknown): boolean {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  return left !== null && right !== null && compareQuantities(left, right) === 0;
}
