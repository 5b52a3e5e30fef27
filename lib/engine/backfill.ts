import { pastHour } from "@/lib/domain/cost-review/past-hour";
import type { Fleet } from "@/lib/domain/fleet";
import type { Store } from "@/lib/ports/store/store";
import type { UsageHistory, UsageSource } from "@/lib/ports/usage-source";

const hourMs = 3_600_000;
const lookedBackMs = 7 * 24 * hourMs;
/** A source is asked about an hour when its last scrapes are surely in. */
const settledMs = 10 * 60_000;
const hoursARound = 4;
const slotsAnHour = 12;

/** Hours that a source knew nothing of: asked once while this process lives. */
export type Unknown = Set<string>;

/**
 * Tells hours that nobody sampled, as when the console was down, from what a monitoring system remembers: the last
 * seven days, the newest first, a few hours a round. An hour that was sampled at all is left as it is.
 */
export async function backfill(
  store: Store,
  fleet: Fleet,
  cluster: string,
  source: UsageSource & UsageHistory,
  unknown: Unknown,
  at: Date,
): Promise<void> {
  const whole = (ms: number) => new Date(Math.floor(ms / hourMs) * hourMs);
  const until = whole(at.getTime() - settledMs);
  const since = new Date(until.getTime() - lookedBackMs);
  const missing = await store.read.samples.missing({ cluster, since, until });
  const asked = missing.filter((hour) => !unknown.has(`${cluster} ${hour.toISOString()}`)).reverse();
  for (const hour of asked.slice(0, hoursARound)) {
    const seen = await source.hour(hour);
    if (seen === null) unknown.add(`${cluster} ${hour.toISOString()}`);
    else
      await store.write((tx) =>
        tx.samples.recordPast({
          cluster,
          hour,
          slots: slotsAnHour,
          usageFrom: seen.containers.some(({ usage }) => usage !== null) ? source.origin : null,
          ...pastHour(fleet, cluster, hour, seen),
        }),
      );
  }
}
