import type { Allocation } from "./allocation";
import { UNALLOCATED, UNMOUNTED } from "./reserved-name";

const plain = ["cluster", "node", "namespace", "controllerKind", "pod", "container"] as const;
const kinds = ["deployment", "daemonset", "statefulset", "job"] as const;

/** What costs can be grouped and chosen by. */
export type Property =
  | { kind: "plain"; field: (typeof plain)[number] }
  | { kind: "controller" }
  | { kind: "controllerOf"; controllerKind: (typeof kinds)[number] }
  | { kind: "service" }
  | { kind: "label" | "annotation"; key: string };

export const propertyWords: readonly string[] = [
  ...plain,
  "controller",
  "service",
  ...kinds,
  "label:x",
  "annotation:x",
];

/** Reads `namespace`, `controller`, `label:team`; null when it is no property. */
export function parseProperty(text: string): Property | null {
  const word = text.trim();
  const [, kind, key] = /^(label|annotation):\s*(\S.*)$/.exec(word) ?? [];
  if ((kind === "label" || kind === "annotation") && key !== undefined) return { kind, key };
  if (word === "controller" || word === "service") return { kind: word };
  const field = plain.find((one) => one.toLowerCase() === word.toLowerCase());
  if (field !== undefined) return { kind: "plain", field };
  const controllerKind = kinds.find((one) => one === word.toLowerCase());
  return controllerKind === undefined ? null : { kind: "controllerOf", controllerKind };
}

/** The value under which an allocation is grouped; `__unallocated__` where it has none. */
export function propertyValue(allocation: Allocation, property: Property): string {
  switch (property.kind) {
    case "plain":
      return allocation[property.field] ?? UNALLOCATED;
    case "controller":
      return controllerName(allocation) ?? UNALLOCATED;
    case "controllerOf":
      return allocation.controllerKind?.toLowerCase() === property.controllerKind
        ? (allocation.controller ?? UNALLOCATED)
        : UNALLOCATED;
    case "service":
      return serviceName(allocation);
    case "label":
      return keyed(allocation.labels, property.key) ?? UNALLOCATED;
    case "annotation":
      return keyed(allocation.annotations, property.key) ?? UNALLOCATED;
  }
}

/** The name of the row that an allocation belongs to: its values joined by `/`. */
export const rowName = (allocation: Allocation, by: readonly Property[]): string =>
  by.map((property) => propertyValue(allocation, property)).join("/");

/** Whether an allocation has that value; a controller by its name or `kind:name`, a service by any of them. */
export function hasValue(allocation: Allocation, property: Property, value: string): boolean {
  if (propertyValue(allocation, property) === value) return true;
  if (property.kind === "controller") return allocation.controller === value;
  return property.kind === "service" && allocation.services.includes(value);
}

export const isUnmounted = ({ namespace, pod, container }: Allocation): boolean =>
  [namespace, pod, container].includes(UNMOUNTED);

const controllerName = ({ controller, controllerKind }: Allocation): string | null =>
  controller === null || controllerKind === null ? controller : `${controllerKind}:${controller}`;

/** An allocation behind several services counts once, under the first: otherwise parts would not add up. */
function serviceName(allocation: Allocation): string {
  const [first] = allocation.services;
  if (first === undefined) return UNALLOCATED;
  return isUnmounted(allocation) ? UNMOUNTED : first;
}

/** OpenCost writes `app.kubernetes.io/name` as Prometheus does: `app_kubernetes_io_name`. */
function keyed(map: Readonly<Record<string, string>>, key: string): string | undefined {
  for (const one of [key, key.replace(/[^a-zA-Z0-9_]/g, "_")]) if (Object.hasOwn(map, one)) return map[one];
  return undefined;
}
