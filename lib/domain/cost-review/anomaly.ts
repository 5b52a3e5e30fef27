import { type DayLine, type LineKey, lineId } from "./line";
import { daysBefore } from "./month";

export const anomalyRules = {
  /** The same weekday of this many weeks before; one of them may be missing. */
  weeks: 4,
  leastWeeks: 3,
  /** Further from the usual than this share of it. */
  share: 0.2,
  /** Further than so many times the median deviation of those weeks. */
  deviations: 3,
  /** Of what all environments usually cost that day; less is not worth a look. */
  floorShare: 0.01,
  leastFloor: 1,
} as const;

/** Days in a row on which an environment cost much more, or much less, than it usually does on those weekdays. */
export type Anomaly = {
  /** Null: what belongs to no environment. */
  environment: string | null;
  from: string;
  to: string;
  days: number;
  /** Of all its days together. */
  cost: number;
  usual: number;
  /** What moved most in it, and by how much. */
  part: { line: LineKey; value: number } | null;
};

export type Anomalies = {
  /** Days that had enough before them to be judged. */
  judged: number;
  /** The furthest from the usual first. */
  found: readonly Anomaly[];
};

type Judgement = { day: string; cost: number; usual: number; odd: -1 | 0 | 1 };

/**
 * Days of which the cost is further from the median of the same weekday over four weeks than all of: a fifth of it,
 * three times the median deviation, and a hundredth of what everything usually costs. Only whole days are judged, and
 * judged against whole days.
 */
export function anomalies(
  lines: readonly DayLine[],
  days: readonly string[],
  whole: readonly string[],
): Anomalies {
  const isWhole = new Set(whole);
  const places = [...new Set(lines.map(({ environment }) => environment))];
  const all = dailySums(lines);
  const judgedDays = new Set<string>();
  const found = places.flatMap((environment) => {
    const mine = lines.filter((line) => line.environment === environment);
    const sums = dailySums(mine);
    const judged = days.flatMap((day): Judgement[] => {
      const weeks = weeksBefore(day).filter((one) => isWhole.has(one));
      if (!isWhole.has(day) || weeks.length < anomalyRules.leastWeeks) return [];
      judgedDays.add(day);
      const floor = anomalyRules.floorShare * median(weeks.map((one) => all.get(one) ?? 0));
      return [
        {
          day,
          ...judge(
            sums.get(day) ?? 0,
            weeks.map((one) => sums.get(one) ?? 0),
            floor,
          ),
        },
      ];
    });
    return runs(judged).map((run) => anomalyOf(environment, run, mine, isWhole));
  });
  return {
    judged: judgedDays.size,
    found: found.sort((a, b) => Math.abs(b.cost - b.usual) - Math.abs(a.cost - a.usual)),
  };
}

function judge(cost: number, before: readonly number[], floor: number): Omit<Judgement, "day"> {
  const { share, deviations, leastFloor } = anomalyRules;
  const usual = median(before);
  const deviation = median(before.map((one) => Math.abs(one - usual)));
  const limit = Math.max(share * usual, deviations * deviation, floor, leastFloor);
  const away = cost - usual;
  return { cost, usual, odd: Math.abs(away) > limit ? (away > 0 ? 1 : -1) : 0 };
}

/** Odd days that follow each other in the same direction are one. */
function runs(judged: readonly Judgement[]): readonly (readonly Judgement[])[] {
  const found: Judgement[][] = [];
  for (const one of judged) {
    if (one.odd === 0) continue;
    const last = found.at(-1)?.at(-1);
    if (last && last.odd === one.odd && daysBefore(one.day, 1) === last.day) found.at(-1)?.push(one);
    else found.push([one]);
  }
  return found;
}

function anomalyOf(
  environment: string | null,
  run: readonly Judgement[],
  lines: readonly DayLine[],
  isWhole: ReadonlySet<string>,
): Anomaly {
  const byLine = new Map<string, { line: DayLine; sums: Map<string, number> }>();
  for (const line of lines) {
    const known = byLine.get(lineId(line)) ?? { line, sums: new Map<string, number>() };
    known.sums.set(line.day, (known.sums.get(line.day) ?? 0) + line.cost);
    byLine.set(lineId(line), known);
  }
  const cost = total(run.map((one) => one.cost));
  const usual = total(run.map((one) => one.usual));
  const direction = Math.sign(cost - usual);
  const parts = [...byLine.values()].map(({ line, sums }) => ({
    line,
    value: total(
      run.map(({ day }) => {
        const weeks = weeksBefore(day).filter((one) => isWhole.has(one));
        return (sums.get(day) ?? 0) - median(weeks.map((one) => sums.get(one) ?? 0));
      }),
    ),
  }));
  const [part] = parts.sort((a, b) => direction * (b.value - a.value));
  return {
    environment,
    from: run[0]?.day ?? "",
    to: run.at(-1)?.day ?? "",
    days: run.length,
    cost,
    usual,
    part: part && part.value * direction > 0 ? part : null,
  };
}

const weeksBefore = (day: string): readonly string[] =>
  Array.from({ length: anomalyRules.weeks }, (_, at) => daysBefore(day, 7 * (at + 1)));

function dailySums(lines: readonly DayLine[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { day, cost } of lines) sums.set(day, (sums.get(day) ?? 0) + cost);
  return sums;
}

/** Of an even count the mean of the two in the middle; of none 0. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? 0 : (low + high) / 2;
}

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
