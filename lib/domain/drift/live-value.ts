import type { Json } from "../json";
import type { DriftDifference } from "./drift";

/** What runs in the place of a declared value: that value, or the first field at or under it that is another. */
export type LiveValue =
  | { kind: "declared" }
  | { kind: "other"; path: string; value: Json | undefined; manager: string | null; more: number };

/**
 * The live value of one path of an object, from the object's drift. An empty path speaks of the whole object. A drift
 * of the whole list or map around the path counts as well: its live value is told under its own path.
 */
export function liveValueAt(
  path: string,
  drift: readonly Pick<DriftDifference, "path" | "rightValue" | "manager">[],
): LiveValue {
  const [first, ...more] = drift.filter((one) => isWithin(one.path, path) || isWithin(path, one.path));
  if (!first) return { kind: "declared" };
  return {
    kind: "other",
    path: first.path,
    value: first.rightValue,
    manager: first.manager ?? null,
    more: more.length,
  };
}

/** Whether a printed path is `outer` or lies under it: `spec.replicas` is not under `spec.rep`. */
const isWithin = (path: string, outer: string): boolean =>
  outer === "" ||
  path === outer ||
  (path.startsWith(outer) && [".", "[", "#"].includes(path.charAt(outer.length)));
