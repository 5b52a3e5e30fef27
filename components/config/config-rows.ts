import type { ConfigGroup, ConfigKey, ConfigView } from "@/lib/contract/configuration";
import type { Show } from "./config-state";

/** One row of the key table: a group's head, or one of its keys. */
export type ConfigRow =
  | { kind: "group"; id: string; group: ConfigGroup; open: boolean; shown: number }
  | { kind: "key"; id: string; group: ConfigGroup; item: ConfigKey };

export type Filter = { find: string; show: Show; turned: readonly string[]; selected: string | null };

/** Workloads, their settings and what is declared are open; the rest tells how much it hides. */
const openKinds = ["Deployment", "Rollout", "StatefulSet", "ConfigMap"];
const isOpenByItself = (group: ConfigGroup): boolean =>
  group.kind !== "object" || openKinds.includes(group.id.split("/")[0] ?? "");

/** The rows that filters and folds leave. A selected key is never folded away, and a filter opens what it finds. */
export function rowsOf(view: ConfigView, filter: Filter): readonly ConfigRow[] {
  const filtered = filter.find !== "" || filter.show !== "all";
  return view.groups.flatMap((group): ConfigRow[] => {
    const keys = group.keys.filter((key) => fits(group, key, filter));
    if (keys.length === 0) return [];
    const turned = filter.turned.includes(group.id);
    const own = filtered || isOpenByItself(group) || keys.some((key) => key.address === filter.selected);
    const open = turned ? !own : own;
    const head: ConfigRow = { kind: "group", id: `group ${group.id}`, group, open, shown: keys.length };
    return open
      ? [head, ...keys.map((item): ConfigRow => ({ kind: "key", id: item.address, group, item }))]
      : [head];
  });
}

function fits(group: ConfigGroup, key: ConfigKey, { find, show }: Filter): boolean {
  const marks = key.ribbon ? Object.entries(key.ribbon) : [];
  if (show === "above-base" && !marks.some(([layer, mark]) => layer !== "base" && mark !== "inherits"))
    return false;
  if (show === "overridden" && !marks.some(([, mark]) => mark === "overridden")) return false;
  if (show === "differing" && key.other === undefined) return false;
  const hay = `${group.title} ${key.path} ${key.value}`.toLowerCase();
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}

/** The key that is shown when the address names none: the first that a stronger layer overrides. */
export function firstKey(view: ConfigView): string | null {
  const keys = view.groups.flatMap((group) => group.keys);
  const strongest = keys.find((key) => key.ribbon?.cluster === "wins" || key.ribbon?.region === "wins");
  const overridden = keys.find((key) => key.ribbon && Object.values(key.ribbon).includes("overridden"));
  return (strongest ?? overridden ?? keys[0])?.address ?? null;
}

/** The end of a path that tells keys apart, and what stands before it. */
export function splitPath(path: string): { head: string; tail: string } {
  const cut =
    /^(.*(?:containers|initContainers)\[[^\]]+\]\.)(.+)$/.exec(path) ??
    /^((?:spec\.template\.spec|spec\.template|spec|metadata|data)\.)(.+)$/.exec(path);
  return { head: cut?.[1] ?? "", tail: cut?.[2] ?? path };
}
