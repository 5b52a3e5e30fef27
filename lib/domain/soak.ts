const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30m`, `24h` or `7d` in milliseconds; null when the text is none of these. */
export function soakMs(text: string): number | null {
  const [, count, unit] = /^\s*(\d{1,5})\s*([mhd])\s*$/.exec(text) ?? [];
  if (count === undefined || (unit !== "m" && unit !== "h" && unit !== "d")) return null;
  return Number(count) * units[unit];
}

/** A length of time in at most two units, rounded down: `18 min`, `1 h 5 min`, `3 d 2 h`. */
export function durationText(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / units.m));
  if (minutes === 0) return "less than a minute";
  const parts = [
    [Math.floor(minutes / 1440), "d"],
    [Math.floor(minutes / 60) % 24, "h"],
    [minutes % 60, "min"],
  ] as const;
  const first = parts.findIndex(([n]) => n > 0);
  return parts
    .slice(first, first + 2)
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(" ");
}
