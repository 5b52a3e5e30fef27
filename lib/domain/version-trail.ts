/** Where each environment stands on an application's version axis: 0 is the oldest that runs, 1 the newest. */
export type TrailTick = { environment: string; position: number };

/**
 * Positions of environments on the axis of versions in the order they first appeared, newest first. A version the
 * axis does not know stands at its old end; with one version everybody stands at the new end.
 */
export function versionTrail(
  axis: readonly string[],
  running: readonly { environment: string; version: string | null }[],
): readonly TrailTick[] {
  const known = running.flatMap((r) =>
    r.version === null ? [] : [{ ...r, index: indexOf(axis, r.version) }],
  );
  const oldest = Math.max(0, ...known.map((r) => r.index));
  return known.map(({ environment, index }) => ({
    environment,
    position: oldest === 0 ? 1 : 1 - index / oldest,
  }));
}

/** How many versions `behind` lies behind `ahead`; null when the axis does not know both, negative never. */
export function versionsBetween(
  axis: readonly string[],
  ahead: string | null,
  behind: string | null,
): number | null {
  if (ahead === null || behind === null || ahead === behind) return 0;
  const [a, b] = [axis.indexOf(ahead), axis.indexOf(behind)];
  return a < 0 || b < 0 ? null : Math.max(0, b - a);
}

const indexOf = (axis: readonly string[], version: string): number => {
  const found = axis.indexOf(version);
  return found < 0 ? axis.length : found;
};
