/**
 * The lowest version that a constraint names (`~> 6.20`, `>= 1.9.0, < 2.0.0`, `1.35`), as numbers; null when it names
 * none, as a branch or a computed one.
 */
export function lowestVersion(constraint: string): readonly number[] | null {
  const named = [...constraint.matchAll(/(^|[\s,=~>v])(\d+(?:\.\d+)*)/g)]
    .filter((match) => !/[<!][=\s]*$/.test(constraint.slice(0, (match.index ?? 0) + (match[1]?.length ?? 0))))
    .map((match) => (match[2] ?? "").split(".").map(Number));
  return named.sort(compareVersions)[0] ?? null;
}

/** Below 0 when `a` is older than `b`; a part that is not written counts as 0. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const step = (a[i] ?? 0) - (b[i] ?? 0);
    if (step !== 0) return step;
  }
  return 0;
}
