/** What a container asked for and used on average over `hours`; amounts and price share one unit (cores, GiB, GPUs). */
export type Consumption = { request: number; usage: number; hours: number };

/**
 * The amount that is paid for: max(request, usage) x hours, in unit-hours. Per container, before any sum: the maximum
 * of averages over a namespace is another, smaller number (OpenCost specification, "Workload Costs").
 */
export const allocatedHours = ({ request, usage, hours }: Consumption): number =>
  Math.max(request, usage, 0) * Math.max(hours, 0);

/** max(request, usage) x hours x price per unit and hour. */
export const containerCost = (consumption: Consumption, pricePerUnitHour: number): number =>
  allocatedHours(consumption) * pricePerUnitHour;
