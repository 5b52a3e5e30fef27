/** Millicores and bytes. */
export type Amount = { cpuMillis: number; memoryBytes: number };

/**
 * How many nodes of one size the pods need, first fit by falling size; null when a pod is larger than a node. It is
 * what a tight scheduler reaches: spreading rules, taints and daemons beyond `node` are not looked at.
 */
export function nodesFor(pods: readonly Amount[], node: Amount): number | null {
  const free: Amount[] = [];
  for (const pod of [...pods].sort((a, b) => weight(b, node) - weight(a, node))) {
    if (pod.cpuMillis > node.cpuMillis || pod.memoryBytes > node.memoryBytes) return null;
    const place = free.find((one) => one.cpuMillis >= pod.cpuMillis && one.memoryBytes >= pod.memoryBytes);
    const into = place ?? { ...node };
    if (!place) free.push(into);
    into.cpuMillis -= pod.cpuMillis;
    into.memoryBytes -= pod.memoryBytes;
  }
  return free.length;
}

/** The larger of the two shares that a pod takes of a node. */
const weight = (pod: Amount, node: Amount): number =>
  Math.max(pod.cpuMillis / node.cpuMillis, pod.memoryBytes / node.memoryBytes);

export const sumOf = (amounts: readonly Amount[]): Amount => ({
  cpuMillis: amounts.reduce((sum, one) => sum + one.cpuMillis, 0),
  memoryBytes: amounts.reduce((sum, one) => sum + one.memoryBytes, 0),
});
