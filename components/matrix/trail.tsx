export type TrailDot = {
  environment: string;
  production: boolean /** 0 oldest … 1 newest. */;
  position: number;
};

const left = 14;
const right = 92;
const beside = 5.5;
const edge = 3;

/** Dots that fall together stand beside each other, so that none hides another. */
export function trailPlaces(dots: readonly TrailDot[]): { dot: TrailDot; x: number }[] {
  const taken: number[] = [];
  return [...dots]
    .sort((a, b) => Number(b.production) - Number(a.production))
    .map((dot) => {
      const wanted = left + Math.min(1, Math.max(0, dot.position)) * (right - left);
      const free = (x: number) => taken.every((other) => Math.abs(other - x) >= beside - 1e-6);
      let x = wanted;
      while (x >= edge && !free(x)) x -= beside;
      if (x < edge) {
        x = wanted;
        while (!free(x)) x += beside;
      }
      taken.push(x);
      return { dot, x };
    });
}

/** How far production lags: a hollow dot is an environment, the full one is production, distance is lag. */
export function Trail({ dots }: { dots: readonly TrailDot[] }) {
  const words = [...dots]
    .sort((a, b) => b.position - a.position)
    .map((dot) => dot.environment)
    .join(", then ");
  return (
    <svg
      role="img"
      aria-label={`Newest first: ${words}`}
      width={100}
      height={22}
      viewBox="0 0 100 22"
      className="block"
    >
      <line x1={6} x2={94} y1={11} y2={11} stroke="var(--line-strong)" />
      {[...new Set(dots.map((dot) => dot.position))].map((position) => {
        const x = left + position * (right - left);
        return <line key={position} x1={x} x2={x} y1={8} y2={14} stroke="var(--line-strong)" />;
      })}
      {trailPlaces(dots)
        .reverse()
        .map(({ dot, x }) => (
          <circle
            key={dot.environment}
            cx={x}
            cy={11}
            r={dot.production ? 4 : 3.2}
            fill={dot.production ? "var(--ink)" : "var(--panel)"}
            stroke="var(--ink)"
            strokeWidth={1.5}
          />
        ))}
    </svg>
  );
}
