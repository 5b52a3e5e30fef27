const hour = 3_600_000;
const day = 24 * hour;

export type AxisSegment = {
  kind: "past" | "today" | "ahead";
  label: string;
  from: number;
  to: number;
  x: number;
  end: number;
};
export type AxisTick = { x: number; label: string; strong: boolean };
export type GateAxis = {
  width: number;
  nowX: number;
  segments: readonly AxisSegment[];
  ticks: readonly AxisTick[];
  /** Instants outside the axis are drawn at its ends. */
  at: (instant: number) => number;
};

/**
 * The time axis of the gates, broken in up to three pieces of their own scale: the days of older evidence, the hours
 * of today up to now, and what lies ahead. Instants are epoch milliseconds; `zone` is an IANA zone or the reader's own.
 */
export function gateAxis(
  evidence: readonly number[],
  ahead: readonly number[],
  now: number,
  zone: string | undefined,
  width = 388,
): GateAxis {
  const recent = evidence.filter((at) => at > now - 12 * hour && at <= now);
  const old = evidence.filter((at) => at <= now - 12 * hour);
  const todayFrom = Math.min(now - 3 * hour, ...recent.map((at) => at - hour / 4));
  const horizon = Math.min(now + 8 * day, Math.max(now + day / 2, ...ahead.map((at) => at + 8 * hour)));
  const pastFrom = old.length > 0 ? Math.min(...old) - day / 2 : todayFrom;
  const pastWidth = old.length > 0 ? Math.round(width * 0.22) : 0;
  const aheadWidth = Math.round(width * 0.34);
  const nowX = width - aheadWidth;
  const days = Math.max(1, Math.round((now - pastFrom) / day));
  const segments: AxisSegment[] = [
    ...(pastWidth > 0
      ? [
          {
            kind: "past" as const,
            label: days === 1 ? "last day" : `last ${days} days`,
            from: pastFrom,
            to: todayFrom,
            x: 0,
            end: pastWidth,
          },
        ]
      : []),
    { kind: "today", label: "today", from: todayFrom, to: now, x: pastWidth, end: nowX },
    { kind: "ahead", label: "ahead", from: now, to: horizon, x: nowX, end: width },
  ];
  const at = (instant: number): number => {
    const segment = segments.find((one) => instant <= one.to) ?? segments.at(-1);
    if (!segment) return 0;
    const part = (instant - segment.from) / Math.max(1, segment.to - segment.from);
    return Math.round((segment.x + Math.min(1, Math.max(0, part)) * (segment.end - segment.x)) * 10) / 10;
  };
  return { width, nowX, segments, at, ticks: ticksOf(segments, now, at, zone) };
}

function ticksOf(
  segments: readonly AxisSegment[],
  now: number,
  at: (instant: number) => number,
  zone: string | undefined,
): AxisTick[] {
  const named = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { hour12: false, ...(zone ? { timeZone: zone } : {}), ...options });
  const weekday = named({ weekday: "short" });
  const hours = named({ hour: "2-digit" });
  const clock = named({ hour: "2-digit", minute: "2-digit" });
  const ticks: AxisTick[] = [{ x: at(now), label: clock.format(now), strong: true }];
  for (const segment of segments) {
    const span = segment.to - segment.from;
    const byDay = segment.kind === "past" || span > 1.5 * day;
    const step = byDay ? day : span > 6 * hour ? 3 * hour : hour;
    for (let instant = Math.ceil(segment.from / step) * step; instant < segment.to; instant += step) {
      // A day's tick stands at its noon, so that no zone moves it into the neighbour.
      const point = byDay ? instant + day / 2 : instant;
      const x = at(point);
      if (point > segment.to || ticks.some((tick) => Math.abs(tick.x - x) < 34)) continue;
      ticks.push({ x, label: byDay ? weekday.format(point) : hours.format(point), strong: false });
    }
  }
  return ticks
    .filter((tick) => tick.x > 8 && tick.x < (segments.at(-1)?.end ?? 0) - 8)
    .sort((a, b) => a.x - b.x);
}
