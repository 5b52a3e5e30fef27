import type { ScheduleExclusion } from "../fleet";
import { isJsonObject } from "../json";
import type { Manifest } from "../manifest";

/** The exclusion that keeps a workload from ever sleeping, in words; null when none fits. */
export function excludedBy(object: Manifest, exclusions: readonly ScheduleExclusion[]): string | null {
  const found = exclusions.find((one) => fits(object, one));
  if (!found) return null;
  const parts = [
    found.kind === undefined ? null : `kind ${found.kind}`,
    found.name === undefined ? null : `name ${found.name}`,
    ...Object.entries(found.labels ?? {}).map(([key, value]) => `label ${key}=${value}`),
  ];
  return parts.filter((part) => part !== null).join(", ");
}

function fits({ kind, metadata }: Manifest, wanted: ScheduleExclusion): boolean {
  const labels = isJsonObject(metadata.labels) ? metadata.labels : {};
  return (
    (wanted.kind === undefined || wanted.kind === kind) &&
    (wanted.name === undefined || isNamed(metadata.name, wanted.name)) &&
    Object.entries(wanted.labels ?? {}).every(([key, value]) => labels[key] === value)
  );
}

/** `*` stands for any letters. */
function isNamed(name: string, pattern: string): boolean {
  const [first = "", ...others] = pattern.split("*");
  const last = others.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
