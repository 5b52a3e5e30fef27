import { listIdentities } from "./diff/list-identity";
import type { Json } from "./json";
import { isJsonObject } from "./json";
import type { PathStep } from "./path";

const plain = (text: string): string => text;

/** The value at a path; undefined when there is none, or when an identity fits several items. */
export function valueAt(value: Json, steps: readonly PathStep[]): Json | undefined {
  let at: Json | undefined = value;
  for (const step of steps) {
    if (at === undefined) return undefined;
    at = stepInto(at, step);
  }
  return at;
}

function stepInto(value: Json, step: PathStep): Json | undefined {
  if (isJsonObject(value)) {
    const key =
      step.kind === "key"
        ? step.key
        : step.kind === "quoted"
          ? step.text
          : step.kind === "item"
            ? step.identity
            : null;
    return key !== null && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const index = itemIndex(value, step);
  return index === null ? undefined : value[index];
}

/** Which item of a list a step means: by identity, then by any naming field, then by place. Null when none or several. */
export function itemIndex(items: readonly Json[], step: PathStep): number | null {
  const wanted =
    step.kind === "item"
      ? step.identity
      : step.kind === "quoted"
        ? step.text
        : step.kind === "key"
          ? step.key
          : null;
  if (wanted === null) return null;
  const identities = listIdentities(items, [], undefined, plain);
  const found =
    identities?.left.items.findIndex((item) => Object.values(item).map(String).join("/") === wanted) ?? -1;
  if (found >= 0) return found;
  const named = items.flatMap((item, index) =>
    isJsonObject(item) && namesOf(item).includes(wanted) ? [index] : [],
  );
  if (named.length > 0) return named.length === 1 ? (named[0] ?? null) : null;
  const index = /^\d+$/.test(wanted) ? Number(wanted) : -1;
  return index >= 0 && index < items.length ? index : null;
}

const NAMING = ["name", "key", "id", "host", "mountPath", "devicePath", "path", "ip", "type", "topologyKey"];

function namesOf(item: { [key: string]: Json }): string[] {
  const port = item.containerPort ?? item.port;
  const names = NAMING.map((field) => item[field]).filter(
    (value) => value !== undefined && typeof value !== "object",
  );
  const ports = port === undefined ? [] : [port, `${String(port)}/${String(item.protocol ?? "TCP")}`];
  return [...names, ...ports].map(String);
}
