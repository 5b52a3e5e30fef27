import type { Environment, PlacementDeclaration } from "../fleet";
import type { Problem } from "../problem";

/** Half a schedule cannot be followed, and production never sleeps: both are told where they are written. */
export function scheduleProblems(
  declarations: readonly PlacementDeclaration[],
  environments: readonly Environment[],
): readonly Problem[] {
  const types = new Map(environments.map((one) => [one.name, one.type]));
  const told = new Set<string>();
  return declarations.flatMap(({ environment, block: { schedule }, origins }): Problem[] => {
    if (schedule === undefined) return [];
    const origin = Object.entries(origins).find(([path]) => /^schedule(?:[.[]|$)/.test(path))?.[1];
    if (origin === undefined) return [];
    const { file, line, column } = origin;
    // Applications inherit one line of the fleet file, which is wrong once.
    const slot = JSON.stringify([environment, file, line, column]);
    if (told.has(slot)) return [];
    told.add(slot);
    const missing = (["from", "to"] as const).filter((key) => schedule[key] === undefined);
    if (types.get(environment) === "production")
      return [
        {
          code: "fleet.production-sleeps",
          severity: "error",
          message: `${environment} is production, and production is never put to sleep`,
          hint: "Take the schedule out, or write schedule: null where a weaker layer sets it",
          file,
          line,
          column,
        },
      ];
    if (missing.length === 0) return [];
    return [
      {
        code: "fleet.schedule-incomplete",
        severity: "error",
        message: `The schedule of ${environment} lacks ${missing.map((key) => `"${key}"`).join(" and ")}`,
        hint: 'It is up from `from` to `to`, such as from: "08:00", to: "20:00"',
        file,
        line,
        column,
      },
    ];
  });
}
