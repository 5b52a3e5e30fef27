import { environment as contract } from "@/lib/contract";
import type { LiveRow } from "@/lib/contract/environment-diff";
import { liveValueAt } from "@/lib/domain/drift/live-value";
import type { Manifest } from "@/lib/domain/manifest";
import { mayRun } from "@/lib/domain/permission";
import type { DesiredState } from "@/lib/ports/desired";
import type { Live } from "@/lib/ports/live";
import { answers, refuse } from "../definition";
import { differencesOf } from "../drift-of";
import { keyOf } from "../object-key";
import type { OriginRow } from "../provenance/origins";

/**
 * The third column of a comparison: what runs where the right side declares a value, asked for only by what is looked
 * at. What was never heard is unknown, and what was heard before the cluster fell silent says since when.
 */
export const live = answers(
  contract.live,
  ["desired", "live"],
  async (ports, { left, right, revision, rows }, { actor }) => {
    const state = revision === undefined ? await ports.desired.head() : await ports.desired.at(revision);
    if (!state) return refuse("missing", "object.missing", `There is no revision ${revision}.`);
    for (const name of [left, right])
      if (
        !state.fleet.environments.some((e) => e.name === name) ||
        !mayRun("environment.live", actor, state.fleet, { environment: name }).allowed
      )
        return refuse(
          "missing",
          "scope.missing",
          `There is no environment ${name} here, or you may not see it.`,
        );
    const seen = rows.filter(({ application }) =>
      [left, right].every(
        (environment) => mayRun("environment.live", actor, state.fleet, { environment, application }).allowed,
      ),
    );
    const told = await Promise.all(seen.map((row) => liveRow(state, ports.live, { left, right }, row)));
    return { rows: told.filter((row) => row !== null) };
  },
  (_ports, { right }) => ({ scope: { environment: right }, object: null }),
);

const nothing = { path: null, value: undefined, manager: null, more: 0 };

/** Null where the row is of no placement or object of this revision. */
async function liveRow(
  state: DesiredState,
  known: Live,
  { left, right }: { left: string; right: string },
  row: OriginRow,
): Promise<LiveRow | null> {
  const placementIn = (environment: string) =>
    state.fleet.placements.find(
      (one) =>
        one.application === row.application && one.environment === environment && one.role === "primary",
    );
  const objectAt = async (environment: string, index: number | null): Promise<Manifest | undefined> => {
    const placement = placementIn(environment);
    return placement && index !== null ? (await state.render(placement)).objects[index] : undefined;
  };
  const to = placementIn(right);
  const wanted = await objectAt(right, row.right);
  const object = wanted ?? (await objectAt(left, row.left));
  if (!to || !object) return null;
  const { reachable, reason, asOf } = known.cluster(to.cluster);
  const heard = {
    id: row.id,
    cluster: to.cluster,
    asOf: asOf?.toISOString() ?? null,
    reason: reachable === false ? (reason ?? `${to.cluster} does not answer`) : null,
  };
  const listed = known.listed(to.cluster, object);
  if (listed === null)
    return {
      ...heard,
      ...nothing,
      kind: "unknown",
      reason: heard.reason ?? `${object.kind} was not read on ${to.cluster}`,
    };
  const namespace = wanted?.metadata.namespace ?? to.namespace;
  const running = listed.find(
    (one) => keyOf(one) === keyOf(object) && (one.metadata.namespace ?? namespace) === namespace,
  );
  if (!running) return { ...heard, ...nothing, kind: wanted ? "absent" : "declared" };
  if (!wanted) return { ...heard, ...nothing, kind: "unneeded" };
  const value = liveValueAt(row.path, differencesOf(wanted, running));
  return value.kind === "declared"
    ? { ...heard, ...nothing, kind: "declared" }
    : { ...heard, ...value, kind: "other" };
}
