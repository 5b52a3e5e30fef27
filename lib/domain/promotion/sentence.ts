/** `a`, `a and b`, `a, b and c`; the last word may be another one. */
export function listed(items: readonly string[], last: "and" | "or" = "and"): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1) ?? ""}`;
}

/** `1 check`, `2 checks`. */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
