/** Millicores and bytes. */
export type Amount = { cpuMillis: number; memoryBytes: number };

/**
 * How many nodes of one size the pods need, first fit by falling size; null when a pod is larger than a node. It is
 * what a tight scheduler reaches: spreading rules, taints and daemons beyond `node` are not looked at.
 */
export const nodesFor = (pods: readonly Amount[], node: Amount): number | null =>
  packing(pods, node)(pods.map(() => 1));

/**
 * Packs pods of known sizes many times over: sizes are put in order once, pods of one size go into nodes together, and
 * nodes at the front that can take none of the sizes to come are left behind. Answers as one by one would.
 */
export function packing(
  sizes: readonly Amount[],
  node: Amount,
): (counts: readonly number[]) => number | null {
  const order = sizes
    .map((size, at) => ({ size, at }))
    .sort((a, b) => weight(b.size, node) - weight(a.size, node) || compare(b.size, a.size));
  // The least that a size from here on asks for.
  const least = order.map(({ size }) => ({ ...size }));
  for (let at = least.length - 2; at >= 0; at -= 1) {
    const [one, next] = [least[at], least[at + 1]];
    if (!one || !next) continue;
    one.cpuMillis = Math.min(one.cpuMillis, next.cpuMillis);
    one.memoryBytes = Math.min(one.memoryBytes, next.memoryBytes);
  }
  return (counts) => {
    const free: Amount[] = [];
    let first = 0;
    for (const [at, { size, at: index }] of order.entries()) {
      let left = counts[index] ?? 0;
      if (left === 0) continue;
      if (!holds(node, size)) return null;
      const smallest = least[at] ?? size;
      for (let room = free[first]; room && !holds(room, smallest); room = free[first]) first += 1;
      for (let into = first; left > 0; into += 1) {
        const room = free[into] ?? { ...node };
        if (into === free.length) free.push(room);
        for (; left > 0 && holds(room, size); left -= 1) {
          room.cpuMillis -= size.cpuMillis;
          room.memoryBytes -= size.memoryBytes;
        }
      }
    }
    return free.length;
  };
}

const holds = (room: Amount, size: Amount): boolean =>
  room.cpuMillis >= size.cpuMillis && room.memoryBytes >= size.memoryBytes;

const compare = (a: Amount, b: Amount): number => a.cpuMillis - b.cpuMillis || a.memoryBytes - b.memoryBytes;

/** The larger of the two shares that a pod takes of a node. */
const weight = (pod: Amount, node: Amount): number =>
  Math.max(pod.cpuMillis / node.cpuMillis, pod.memoryBytes / node.memoryBytes);

export const sumOf = (amounts: readonly Amount[]): Amount => ({
  cpuMillis: amounts.reduce((sum, one) => sum + one.cpuMillis, 0),
  memoryBytes: amounts.reduce((sum, one) => sum + one.memoryBytes, 0),
});
