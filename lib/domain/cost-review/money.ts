/** `€1,228`; below 10 with cents. The currency is always named. */
export function money(value: number, currency: string): string {
  const digits = Math.abs(value) < 9.995 && Math.abs(value) >= 0.005 ? 2 : 0;
  return new Intl.NumberFormat("en-GB", {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
    .format(Math.abs(value) < 0.005 ? 0 : value)
    .replace("-", "−");
}

/** With its sign: `+€555`, `−€342`. */
export const moneyChange = (value: number, currency: string): string =>
  value >= 0.005 ? `+${money(value, currency)}` : money(value, currency);
