import { check as contract } from "@/lib/contract";
import { requiredChecks } from "@/lib/domain/gate-check";
import { declarationOf } from "@/lib/domain/gate-route";
import { listed } from "@/lib/domain/promotion/sentence";
import { decides, refuse, write } from "../definition";
import { releaseOf } from "../release-of";
import { situationOf } from "../situation";

/** Evidence counts for the exact release that runs there, so a report about another one is refused, not filed away. */
export const report = decides(
  contract.report,
  ["desired", "live", "store"],
  (_ports, { application, environment }) => ({
    scope: { application, environment },
    object: `${application}/${environment}`,
  }),
  async (
    { desired, live },
    { application, environment, check, result, link, details, version },
    { actor, now, sha256 },
  ) => {
    const state = await desired.head();
    const declaration = declarationOf(state.fleet, application, environment);
    if (!declaration)
      return refuse("missing", "scope.missing", `${application} is not declared in ${environment}.`);
    const asked = requiredChecks(declaration).map((one) => one.name);
    if (!asked.includes(check))
      return refuse(
        "invalid",
        "check.unknown",
        `${environment} asks for no ${check} of ${application}; it asks for ${asked.length > 0 ? listed(asked) : "no checks"}.`,
        { asked },
      );
    const release = await releaseOf(state, application, environment, sha256);
    const placements = state.fleet.placements.filter(
      (p) => p.application === application && p.environment === environment,
    );
    const situations = await Promise.all(placements.map((placement) => situationOf(state, live, placement)));
    const other = situations.find(
      (situation) =>
        situation.running !== null && situation.staleSince === null && situation.running !== release.version,
    );
    if (other)
      return refuse(
        "conflict",
        "check.not-running",
        `${environment} still runs ${other.running} on ${other.placement.cluster}, while Git declares ${release.version ?? "no version"}; report when the rollout has finished.`,
        { running: other.running, declared: release.version },
      );
    if (version !== undefined && version !== release.version)
      return refuse(
        "conflict",
        "check.not-running",
        `${environment} runs ${release.version ?? "no version"}, not ${version}.`,
        { running: release.version, reported: version },
      );
    const reportedBy = actor.kind === "person" ? actor.id : actor.kind;
    return write({
      revision: state.commit?.sha,
      reason: `${check} ${result}`,
      topics: [`application:${application}`, `environment:${environment}`, "fleet", "promotions"],
      run: async (tx) => {
        const made = await tx.checks.report(
          {
            application,
            environment,
            check,
            release: release.key,
            commit: state.commit?.sha ?? null,
            result,
            link: link ?? null,
            details: details ?? null,
            reportedBy,
          },
          now,
        );
        return { id: made.id, version: release.version ?? "" };
      },
    });
  },
);
