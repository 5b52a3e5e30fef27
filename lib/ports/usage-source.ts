import type { UsageByContainer } from "@/lib/domain/cost-review/cluster-sample";
import type { PastSeen } from "@/lib/domain/cost-review/past-hour";
import type { PodTraffic } from "@/lib/domain/cost-review/pod-traffic";
import type { UsageOrigin } from "./store/samples";

/**
 * What tells the use of a cluster's containers now. A container that was not measured is absent, and one that used
 * nothing is 0. Throws a `Fault` when the source fails, and a `ClusterRefusal` when the cluster has no such source.
 */
export interface UsageSource {
  readonly origin: UsageOrigin;
  /** The mean of the last minutes before that moment: cores and GiB. */
  usage(at: Date): Promise<UsageByContainer>;
}

/** What tells what left a cluster's pods. */
export interface TrafficSource {
  /** At the rate of the last minutes before that moment; a pod that was not measured is absent. */
  traffic(at: Date): Promise<readonly PodTraffic[]>;
}

/** What remembers a cluster's past. */
export interface UsageHistory {
  /** What ran, asked for and used in an hour that is over; null when it knows nothing of that hour. */
  hour(hour: Date): Promise<PastSeen | null>;
}
