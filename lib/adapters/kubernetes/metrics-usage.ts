import { usageOfMetrics } from "@/lib/domain/cost-review/cluster-sample";
import type { Cluster } from "@/lib/ports/cluster";
import { listAll } from "@/lib/ports/list-all";
import type { UsageSource } from "@/lib/ports/usage-source";

/** What the cluster's own metrics server says of the last half minute or so; it knows no other moment than now. */
export const metricsUsage = (cluster: Cluster): UsageSource => ({
  origin: "metrics.k8s.io",
  usage: async () =>
    usageOfMetrics(await listAll(cluster, { apiVersion: "metrics.k8s.io/v1beta1", kind: "PodMetrics" })),
});
