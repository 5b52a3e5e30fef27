import { releaseOf } from "@/lib/operations/release-of";
import { situationOf } from "@/lib/operations/situation";
import { each, type Surroundings } from "./surroundings";

/** Notes what runs where since when: all placements of an environment run the declared release, healthy and answering. */
export async function observe(surroundings: Surroundings): Promise<void> {
  const { ports, store, now, context } = surroundings;
  const state = await ports.desired.head();
  const known = await ports.store.releases.running();
  await each(surroundings, state.fleet.declarations, async ({ application, environment }) => {
    const placements = state.fleet.placements.filter(
      (p) => p.application === application && p.environment === environment,
    );
    const situations = await Promise.all(
      placements.map((placement) => situationOf(state, ports.live, placement)),
    );
    const release = await releaseOf(state, application, environment, context.sha256);
    const settled =
      situations.length > 0 &&
      situations.every(
        (s) =>
          s.staleSince === null &&
          s.broken === null &&
          s.health.kind === "healthy" &&
          s.running === release.version,
      );
    const run = known.find((r) => r.application === application && r.environment === environment);
    if (!settled || (run?.release === release.key && run.verifiedAt !== null)) return;
    await store.write(async (tx) => {
      await tx.releases.started(
        {
          application,
          environment,
          release: release.key,
          version: release.version ?? "",
          commit: state.commit?.sha ?? null,
          promotion: null,
        },
        now(),
      );
      await tx.releases.verified({ application, environment, release: release.key }, now());
      await tx.news.publish(["fleet", `application:${application}`, `environment:${environment}`]);
    });
  });
}
