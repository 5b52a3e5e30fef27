import type { Placement } from "./fleet";
import { type Health, worst } from "./health";

/** How one placement fares, and whether it serves or stands by. */
export type PlacedHealth = { role: Placement["role"]; health: Health };

const failoverUnknown = "failover unknown";

/**
 * How what runs on several clusters fares: as the worst of them. Where everything that serves is known and only what
 * would take over is not, it says that; it is unknown all the same, because nobody can tell whether it would.
 */
export function healthAcross(places: readonly PlacedHealth[]): Health {
  const found = worst(places.map(({ health }) => health));
  const serving = places.filter(({ role }) => role === "primary");
  const servingKnown = serving.length > 0 && serving.every(({ health }) => health.kind !== "unknown");
  return found.kind === "unknown" && servingKnown ? { ...found, word: failoverUnknown } : found;
}

/** Is it known how that fares which serves now? */
export const servingIsKnown = ({ kind, word }: Pick<Health, "kind" | "word">): boolean =>
  kind !== "unknown" || word === failoverUnknown;
