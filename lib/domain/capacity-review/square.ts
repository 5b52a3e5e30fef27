export type NodeUse = {
  /** What the machine has and what pods may have of it, in one unit. */
  capacity: number;
  allocatable: number;
  pods: readonly { code: string; request: number; used: number | null }[];
};

export type Square = {
  kind: "system" | "used" | "free";
  /** 0 … 1 of the square that is really used; absent where it is not known. */
  fill?: number;
  /** On the first square of a pod. */
  code?: string;
};

/**
 * A node as `count` squares of the same size: first what the system keeps, then the pods' requests side by side, the
 * largest first, then what is free. A square belongs to whoever takes the largest part of it, so a pod under half a
 * square may share one; what is promised beyond the node is not drawn.
 */
export function squaresOf(node: NodeUse, count: number): readonly Square[] {
  if (node.capacity <= 0 || count < 1) return [];
  const size = node.capacity / count;
  const kept = node.capacity - node.allocatable;
  // Less than half a square of the system still shows one: what it keeps is not free.
  const system = kept <= 0 ? 0 : Math.min(count, Math.max(1, Math.round(kept / size)));
  const pods = [...node.pods].filter((pod) => pod.request > 0).sort((a, b) => b.request - a.request);
  const starts: { pod: (typeof pods)[number]; from: number; to: number }[] = [];
  let at = 0;
  for (const pod of pods) {
    starts.push({ pod, from: at, to: at + pod.request });
    at += pod.request;
  }
  const named = new Set<object>();
  return Array.from({ length: count }, (_, index): Square => {
    if (index < system) return { kind: "system" };
    const [from, to] = [(index - system) * size, (index - system + 1) * size];
    const parts = starts
      .map(({ pod, ...span }) => ({ pod, part: Math.min(to, span.to) - Math.max(from, span.from) }))
      .filter(({ part }) => part > size * 1e-9);
    const taken = parts.reduce((sum, { part }) => sum + part, 0);
    if (taken < size / 2) return { kind: "free" };
    const owner = parts.reduce((best, next) => (next.part > best.part ? next : best)).pod;
    const first = !named.has(owner);
    named.add(owner);
    const known = parts.every(({ pod }) => pod.used !== null);
    const used = parts.reduce(
      (sum, { pod, part }) => sum + part * Math.min(1, (pod.used ?? 0) / pod.request),
      0,
    );
    return {
      kind: "used",
      ...(known ? { fill: Math.min(1, used / size) } : {}),
      ...(first ? { code: owner.code } : {}),
    };
  });
}

/** Two letters for each name, all different: the first two where they are free, else the first and a later one. */
export function codesOf(names: readonly string[]): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of new Set(names)) {
    const letters = [...name.toLowerCase().replaceAll(/[^a-z0-9]/g, "")];
    const [first = "x", ...rest] = letters;
    const others = [...rest, ..."abcdefghijklmnopqrstuvwxyz0123456789"];
    const code = others.map((other) => first + other).find((one) => !taken.has(one)) ?? first + first;
    taken.add(code);
    codes.set(name, code);
  }
  return codes;
}
