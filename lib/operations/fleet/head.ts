import { fleet as contract } from "@/lib/contract";
import { answers } from "../definition";
import { isProduction } from "../environment-head";
import { missingTeams, openPromotions } from "../open-promotions";

export const head = answers(
  contract.head,
  ["desired", "live", "store"],
  async ({ desired, live, store }, _input, { actor }) => {
    const state = await desired.head();
    const open = await openPromotions(store);
    const missing = await missingTeams(store, open);
    const teams = actor.kind === "person" ? actor.teams.map((t) => t.team) : [];
    const clusters = state.fleet.clusters.map((cluster) => live.cluster(cluster.name));
    return {
      name: state.fleet.name,
      branch: state.fleet.branch,
      commit: state.commit
        ? {
            sha: state.commit.sha,
            subject: state.commit.subject,
            author: state.commit.author.name,
            at: state.commit.committedAt,
          }
        : null,
      gitAt: desired.askedAt()?.toISOString() ?? null,
      clusters: {
        answering: clusters.filter((cluster) => cluster.reachable === true).length,
        total: clusters.length,
      },
      counts: {
        promotions: open.length,
        inbox: open.filter((p) => (missing.get(p.id) ?? []).some((team) => teams.includes(team))).length,
      },
      environments: state.fleet.environments.map((environment) => ({
        name: environment.name,
        production: isProduction(environment),
      })),
      person: { name: actor.kind === "person" ? actor.name : actor.kind, teams },
    };
  },
);
