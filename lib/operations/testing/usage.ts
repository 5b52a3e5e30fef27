import type { UseHour, UseKey } from "@/lib/domain/capacity-review/use-hour";
import { type Bench, monday } from "./bench";

const hourMs = 3_600_000;

/** Whole hours of steady use up to the bench's Monday: `cpu` cores and `ram` GiB at the busiest, half of it on average. */
export const steadyUse = (
  key: UseKey,
  { days, cpu, ram, pods = 1 }: { days: number; cpu: number; ram: number; pods?: number },
): readonly UseHour[] => {
  const end = Math.floor(monday.getTime() / hourMs) * hourMs;
  return Array.from({ length: days * 24 }, (_, at) => ({
    ...key,
    hour: new Date(end - (at + 1) * hourMs),
    pods,
    samples: pods * 12,
    cpu: { mean: cpu / 2, peak: cpu },
    ram: { mean: ram / 2, peak: ram },
  }));
};

/** The bench's clusters by environment. */
const clusters: Readonly<Record<string, string>> = {
  dev: "dev-cluster",
  integration: "shared-cluster",
  staging: "staging-cluster",
  production: "prod-cluster",
};

/** Keeps steady use of an application's only container. */
export async function usedBy(
  bench: Bench,
  application: string,
  environment: string,
  use: Parameters<typeof steadyUse>[1],
): Promise<void> {
  const key = {
    cluster: clusters[environment] ?? environment,
    namespace: `${application}-${environment}`,
    workload: application,
    container: "app",
  };
  await bench.store.write((tx) => tx.usage.add(steadyUse(key, use)));
}
