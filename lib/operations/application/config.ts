import { application as contract } from "@/lib/contract";
import type { ConfigGroup } from "@/lib/contract/configuration";
import { mayRun } from "@/lib/domain/permission";
import { isAboveBase } from "@/lib/domain/provenance/ribbon";
import { answers, refuse } from "../definition";
import { isProduction } from "../environment-head";
import { problemView } from "../problem-view";
import { configGroups, keyIn, valuesByKey } from "../provenance/config-groups";

/** Every key of an application in an environment: its value, and which layers set it. */
export const config = answers(
  contract.config,
  ["desired"],
  async ({ desired }, { application, environment, cluster, against }, { actor, now }) => {
    const state = await desired.head();
    const { fleet } = state;
    const mine = fleet.placements.filter((p) => p.application === application);
    const here = mine.filter((p) => p.environment === environment);
    const placement =
      here.find((p) => (cluster === undefined ? p.role === "primary" : p.cluster === cluster)) ?? null;
    const stage = fleet.environments.find((e) => e.name === environment);
    if (!placement || !stage)
      return refuse(
        "missing",
        "scope.missing",
        `There is no ${application} in ${environment}${cluster ? ` on ${cluster}` : ""} here, or you may not see it.`,
      );
    const others = [...new Set(mine.map((p) => p.environment))].filter(
      (name) =>
        name !== environment &&
        mayRun("application.config", actor, fleet, { application, environment: name }).allowed,
    );
    const beside = against !== undefined && others.includes(against) ? against : null;
    const rendered = await state.render(placement);
    const { groups, left } = await configGroups(state, placement);
    const mineByKey = await valuesByKey(state, placement);
    const compared = mine.find((p) => p.environment === beside && p.role === "primary");
    const theirs = compared ? await valuesByKey(state, compared) : null;
    const keys = groups.flatMap((group) => group.keys);
    return {
      application,
      environment,
      production: isProduction(stage),
      renderer: placement.source.kind,
      cluster: placement.cluster,
      clusters: await Promise.all(
        here.map(async (one) => {
          const values = one.id === placement.id ? mineByKey : await valuesByKey(state, one);
          return { name: one.cluster, role: one.role, others: differing(mineByKey, values) };
        }),
      ),
      environments: others,
      against: beside,
      asOf: state.commit?.committedAt ?? now.toISOString(),
      revision: state.revision,
      counts: {
        keys: keys.length,
        aboveBase:
          placement.source.kind === "helm"
            ? null
            : keys.filter((key) => key.ribbon !== null && isAboveBase(key.ribbon)).length,
        left,
      },
      groups: theirs === null ? groups : groups.map((group) => withOther(group, theirs)),
      status: rendered.status,
      problems: rendered.problems.map(problemView),
    };
  },
  (_ports, { application, environment }) => ({ scope: { application, environment }, object: null }),
);

const differing = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): number =>
  [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key)).length;

const withOther = (group: ConfigGroup, theirs: ReadonlyMap<string, string>): ConfigGroup => ({
  ...group,
  keys: group.keys.map((key) => {
    const other = theirs.get(keyIn(group, key)) ?? null;
    return other === key.value ? key : { ...key, other };
  }),
});
