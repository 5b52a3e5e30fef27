import { UNMOUNTED } from "./reserved-name";
import { hoursIn, overlapHours, type Span } from "./time-span";

export type Backend = Span & { pod: string };

/**
 * A load balancer's cost by pod: hours x price, split over the pods behind its service by the hours that they stood
 * there; all of it is `__unmounted__` when there were none. The values add up to the whole.
 */
export function loadBalancerCosts(
  balancer: Span,
  backends: readonly Backend[],
  pricePerHour: number,
): ReadonlyMap<string, number> {
  const cost = hoursIn(balancer) * pricePerHour;
  const shares = backends
    .map((backend) => ({ pod: backend.pod, hours: overlapHours(backend, balancer) }))
    .filter(({ hours }) => hours > 0);
  const hours = shares.reduce((sum, share) => sum + share.hours, 0);
  if (hours === 0) return cost === 0 ? new Map() : new Map([[UNMOUNTED, cost]]);
  const costs = new Map<string, number>();
  for (const share of shares)
    costs.set(share.pod, (costs.get(share.pod) ?? 0) + (cost * share.hours) / hours);
  return costs;
}
