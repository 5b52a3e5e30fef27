/** A line without axes, for a table cell; holes in the data stay holes. The last point is marked. */
export function Sparkline({
  values,
  summary,
  width = 96,
  height = 24,
  floor = 0,
}: {
  values: readonly (number | null)[];
  /** What it says, for readers: "cost rose from 9.4 to 11.9 in twelve months". */
  summary: string;
  width?: number;
  height?: number;
  floor?: number;
}) {
  const known = values.filter((value) => value !== null);
  const top = Math.max(floor + Number.EPSILON, ...known);
  const bottom = Math.min(floor, ...known);
  const x = (index: number) => 2 + (index / Math.max(1, values.length - 1)) * (width - 6);
  const y = (value: number) => height - 3 - ((value - bottom) / (top - bottom)) * (height - 6);
  let pen = "M";
  const path = values
    .map((value, index) => {
      if (value === null) {
        pen = "M";
        return "";
      }
      const point = `${pen}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = "L";
      return point;
    })
    .join("");
  const last = values.findLastIndex((value) => value !== null);
  const lastValue = values[last];
  return (
    <svg
      role="img"
      aria-label={summary}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="block"
    >
      {path === "" ? null : (
        <path d={path} fill="none" stroke="var(--text-2)" strokeWidth={1.5} strokeLinejoin="round" />
      )}
      {lastValue === null || lastValue === undefined ? null : (
        <circle cx={x(last)} cy={y(lastValue)} r={2.4} fill="var(--ink)" />
      )}
    </svg>
  );
}
