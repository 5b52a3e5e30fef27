import type { z } from "zod";
import { fleet as contract } from "@/lib/contract";
import type { FleetCell, FleetRow, NextStep } from "@/lib/contract/fleet";
import { healthAcross } from "@/lib/domain/fitness";
import type { Environment, Fleet } from "@/lib/domain/fleet";
import { unknownHealth } from "@/lib/domain/health";
import { visibleEnvironments } from "@/lib/domain/permission";
import { counted, listed } from "@/lib/domain/promotion/sentence";
import { versionsBetween, versionTrail } from "@/lib/domain/version-trail";
import type { Promotion } from "@/lib/ports/store/promotions";
import { answers, type Context, type Ports } from "../definition";
import { environmentHead, isProduction } from "../environment-head";
import { missingTeams, openPromotions } from "../open-promotions";
import { problemView } from "../problem-view";
import { releaseOf } from "../release-of";
import { keepsOf } from "../schedule/sleep-of";
import { type Situation, situationOf } from "../situation";
import { type DeclaredVersion, versionAxis, versionHistory } from "../version-history";
import { rowMarks } from "./marks";
import { fleetNeeds } from "./needs";

type Need = "desired" | "live" | "store" | "repo";

/** What runs where: one row an application, one cell an environment, with the step between neighbours. */
export const show = answers(
  contract.show,
  ["desired", "live", "store", "repo"],
  async (ports, _input, context) => {
    const state = await ports.desired.head();
    const { fleet } = state;
    const seen = new Set(
      context.actor.kind === "person"
        ? visibleEnvironments(
            context.actor.teams.map((t) => t.team),
            fleet,
          )
        : fleet.environments.map((e) => e.name),
    );
    const environments = fleet.environments.filter((environment) => seen.has(environment.name));
    const open = await openPromotions(ports.store);
    const missing = await missingTeams(ports.store, open);
    const rows = await Promise.all(
      fleet.applications.map((application) =>
        rowOf(ports, fleet, environments, application, open, missing, context),
      ),
    );
    const teams = [...new Set(rows.map((row) => row.team))].sort((a, b) => order(fleet, a) - order(fleet, b));
    const keeps = await keepsOf(ports.store, context.now);
    const heads = environments.map((environment) =>
      environmentHead(fleet, ports.live, environment, keeps, context.now),
    );
    return {
      name: fleet.name,
      branch: fleet.branch,
      commit: state.commit
        ? {
            sha: state.commit.sha,
            subject: state.commit.subject,
            author: state.commit.author.name,
            at: state.commit.committedAt,
          }
        : null,
      valid: state.reading.governs,
      asOf: context.now.toISOString(),
      counts: {
        applications: rows.length,
        environments: environments.length,
        clusters: new Set(heads.flatMap((head) => head.clusters.map((cluster) => cluster.name))).size,
      },
      environments: heads,
      groups: teams.map((team) => ({ team, rows: rows.filter((row) => row.team === team) })),
      needs: fleetNeeds({ rows, heads, open, missing, actor: context.actor, now: context.now }),
      problems: state.reading.problems.map(problemView),
    };
  },
);

async function rowOf(
  ports: Pick<Ports, Need>,
  fleet: Fleet,
  environments: readonly Environment[],
  application: Fleet["applications"][number],
  open: readonly Promotion[],
  missing: ReadonlyMap<string, readonly string[]>,
  context: Context,
): Promise<FleetRow> {
  const state = await ports.desired.head();
  const histories = await Promise.all(
    environments.map(({ name }) => versionHistory(ports.repo, state, application.name, name, context.sha256)),
  );
  const axis = versionAxis(histories);
  const cells = await Promise.all(
    environments.map((environment, index) =>
      cellOf(ports, fleet, application.name, environment, histories[index] ?? [], context),
    ),
  );
  const deployed = environments.map((environment, index) => ({
    environment: environment.name,
    version: cells[index]?.version ?? null,
  }));
  const linked = cells.map((cell, index) => ({
    ...cell,
    next: nextOf(cells, index, axis, application.name, open, missing),
  }));
  const errors = state.reading.problems.filter(
    ({ severity, file }) => severity === "error" && file?.startsWith(`${application.path}/`),
  ).length;
  return {
    application: application.name,
    team: application.team,
    renderer: application.renderer,
    cells: linked,
    marks: rowMarks(
      linked,
      environments.filter(isProduction).map((e) => e.name),
      errors,
    ),
    errors,
    trail: versionTrail(axis, deployed).map((tick) => ({
      ...tick,
      production: environments.some((e) => e.name === tick.environment && isProduction(e)),
    })),
  };
}

async function cellOf(
  ports: Pick<Ports, Need>,
  fleet: Fleet,
  application: string,
  environment: Environment,
  history: readonly DeclaredVersion[],
  context: Context,
): Promise<Omit<FleetCell, "next">> {
  const state = await ports.desired.head();
  const placements = fleet.placements.filter(
    (p) => p.application === application && p.environment === environment.name,
  );
  if (placements.length === 0)
    return {
      environment: environment.name,
      state: "absent",
      version: null,
      running: null,
      health: unknownHealth("not deployed here"),
      since: null,
      drift: null,
      silent: null,
      staleSince: null,
      note: null,
    };
  const [release, situations] = await Promise.all([
    releaseOf(state, application, environment.name, context.sha256),
    Promise.all(placements.map((placement) => situationOf(state, ports.live, placement))),
  ]);
  const broken = situations.find((situation) => situation.broken !== null)?.broken ?? null;
  const running =
    situations.find((s) => s.running !== null && s.running !== release.version)?.running ?? null;
  return {
    environment: environment.name,
    state: broken === null ? "deployed" : "broken",
    version: release.version,
    running,
    health: healthAcross(situations.map(({ placement: { role }, health }) => ({ role, health }))),
    since: history[0]?.at ?? null,
    drift: driftOf(situations),
    silent:
      placements.find(({ cluster }) => ports.live.cluster(cluster).reachable === false)?.cluster ?? null,
    staleSince:
      situations.find((situation) => situation.staleSince !== null)?.staleSince?.toISOString() ?? null,
    note:
      broken === null
        ? await failedCheck(ports, application, environment.name, release.key)
        : { kind: "failed", word: "does not render", reason: broken },
  };
}

/** Unknown somewhere and nothing found elsewhere is unknown, not zero. */
function driftOf(situations: readonly Situation[]): number | null {
  const known = situations.flatMap((situation) => (situation.drift === null ? [] : [situation.drift]));
  const total = known.reduce((sum, count) => sum + count, 0);
  return known.length < situations.length && total === 0 ? null : total;
}

async function failedCheck(
  ports: Pick<Ports, Need>,
  application: string,
  environment: string,
  release: string,
): Promise<FleetCell["note"]> {
  const failed = (await ports.store.checks.latest({ application, environment, release })).find(
    (check) => check.result === "failed",
  );
  return failed ? { kind: "failed", word: failed.check, reason: failed.details } : null;
}

function nextOf(
  cells: readonly Omit<FleetCell, "next">[],
  index: number,
  axis: readonly string[],
  application: string,
  open: readonly Promotion[],
  missing: ReadonlyMap<string, readonly string[]>,
): z.infer<typeof NextStep> | null {
  const here = cells[index];
  const there = cells.slice(index + 1).find((cell) => cell.state !== "absent");
  if (!here || !there || here.state === "absent") return null;
  const promotion = open.find((p) => p.application === application && p.target === there.environment);
  if (promotion) {
    const teams = missing.get(promotion.id) ?? [];
    if (promotion.state === "running")
      return {
        to: there.environment,
        kind: "running",
        text: "running",
        reason: `${promotion.toVersion ?? "the change"} is being delivered`,
        promotion: promotion.id,
      };
    const text = teams.length > 0 ? counted(teams.length, "team") : "waits";
    const reason = teams.length > 0 ? `waits for ${listed(teams)}` : "waits for its gates";
    return { to: there.environment, kind: "waiting", text, reason, promotion: promotion.id };
  }
  if (here.note?.kind === "failed" && here.version !== there.version)
    return {
      to: there.environment,
      kind: "blocked",
      text: "blocked",
      reason: `${here.note.word} failed in ${here.environment}`,
      promotion: null,
    };
  const count = versionsBetween(axis, here.version, there.version);
  return count === 0
    ? null
    : {
        to: there.environment,
        kind: "ahead",
        text: count === null ? "newer" : `+${count}`,
        reason: `${here.environment} is ${count === null ? "ahead" : `${counted(count, "version")} ahead`} of ${there.environment}`,
        promotion: null,
      };
}

const order = (fleet: Fleet, team: string | null): number => {
  const found = fleet.teams.findIndex((t) => t.name === team);
  return found < 0 ? Number.MAX_SAFE_INTEGER : found;
};
