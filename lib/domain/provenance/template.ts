import type { Want } from "./want";

/**
 * The line of a chart's template that most likely writes a field: the one that names its key with its value, else with
 * its key, else the first. Templates are no YAML, so this is a search and not a reading.
 */
export function templateLine(
  text: string,
  want: Pick<Want, "steps" | "inside" | "value">,
): { line: number; column: number } {
  const steps = [...want.steps, ...want.inside];
  const keys = steps.flatMap((step) =>
    step.kind === "key" ? [step.key] : step.identity ? [String(Object.values(step.identity)[0])] : [],
  );
  const value =
    want.value === null || typeof want.value === "object" || want.value === undefined
      ? null
      : String(want.value);
  const lines = text.split("\n");
  // Each key is looked for below the one before it, as far as they are written.
  let from = 0;
  let found = -1;
  for (const key of keys) {
    const at = lines.findIndex((line, index) => index >= from && names(line, key));
    if (at < 0) continue;
    found = at;
    from = at;
  }
  const last = keys.at(-1);
  if (last !== undefined && value !== null) {
    const exact = lines.findIndex(
      (line, index) => index >= Math.max(found, 0) && names(line, last) && line.includes(value),
    );
    const anywhere = lines.findIndex((line) => names(line, last) && line.includes(value));
    if (exact >= 0 || anywhere >= 0) return place(lines, exact >= 0 ? exact : anywhere);
  }
  return place(lines, Math.max(found, 0));
}

const names = (line: string, key: string): boolean => {
  const bare = line.trim().replace(/^- /, "");
  return (
    bare.startsWith(`${key}:`) || bare.startsWith(`"${key}":`) || bare === key || bare.endsWith(`: ${key}`)
  );
};

const place = (lines: readonly string[], index: number): { line: number; column: number } => ({
  line: index + 1,
  column: (/^\s*/.exec(lines[index] ?? "")?.[0].length ?? 0) + 1,
});
