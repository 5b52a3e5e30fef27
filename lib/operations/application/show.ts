import { application as contract } from "@/lib/contract";
import type { ApplicationView, Stage } from "@/lib/contract/application";
import type { Environment, Fleet } from "@/lib/domain/fleet";
import { visibleEnvironments } from "@/lib/domain/permission";
import { versionsBetween } from "@/lib/domain/version-trail";
import type { Promotion } from "@/lib/ports/store/promotions";
import { answers, type Context, type Ports, refuse } from "../definition";
import { isProduction } from "../environment-head";
import { openPromotions } from "../open-promotions";
import { problemView } from "../problem-view";
import { requestVerdict } from "../promotion/request-verdict";
import { releaseOf } from "../release-of";
import { situationOf } from "../situation";
import { type DeclaredVersion, versionAxis, versionHistory } from "../version-history";
import { applicationEvents } from "./events";
import { lanesOf } from "./lanes";
import { sentenceOf } from "./sentence";
import { standingOf } from "./standing";

type Need = "desired" | "live" | "store" | "repo";

export const show = answers(
  contract.show,
  ["desired", "live", "store", "repo"],
  async (ports, { application: name }, context) => {
    const state = await ports.desired.head();
    const { fleet } = state;
    const application = fleet.applications.find((a) => a.name === name);
    if (!application)
      return refuse(
        "missing",
        "scope.missing",
        `There is no application ${name} here, or you may not see it.`,
      );
    const { actor, now } = context;
    const seen =
      actor.kind === "person"
        ? visibleEnvironments(
            actor.teams.map((t) => t.team),
            fleet,
          )
        : fleet.environments.map((e) => e.name);
    const environments = fleet.environments.filter(
      (e) =>
        seen.includes(e.name) &&
        fleet.placements.some((p) => p.application === name && p.environment === e.name),
    );
    const histories = new Map(
      await Promise.all(
        environments.map(
          async (e) =>
            [e.name, await versionHistory(ports.repo, state, name, e.name, context.sha256)] as const,
        ),
      ),
    );
    const axis = versionAxis([...histories.values()]);
    const open = (await openPromotions(ports.store)).filter((p) => p.application === name);
    const stages = await Promise.all(
      environments.map((e) => stageOf(ports, fleet, name, e, histories.get(e.name) ?? [], open, context)),
    );
    const linked = await Promise.all(
      stages.map((stage, index) => withNext(ports, stage, stages[index + 1] ?? null, axis, open, context)),
    );
    const [source] = await ports.repo.log({ revision: state.revision, paths: [application.path], limit: 1 });
    return {
      name,
      team: application.team,
      renderer: application.renderer,
      path: application.path,
      asOf: now.toISOString(),
      sentence: sentenceOf(name, linked, open, now),
      source: source
        ? { sha: source.sha, subject: source.subject, author: source.author.name, at: source.authoredAt }
        : null,
      stages: linked,
      lanes: lanesOf([...histories.values()], fleet, open, now),
      events: await applicationEvents(ports, name, histories, now),
      problems: state.reading.problems
        .filter((p) => p.file?.startsWith(`${application.path}/`))
        .map(problemView),
    } satisfies ApplicationView;
  },
  (_ports, { application }) => ({ scope: { application }, object: application }),
);

async function stageOf(
  ports: Pick<Ports, Need>,
  fleet: Fleet,
  application: string,
  environment: Environment,
  history: readonly DeclaredVersion[],
  open: readonly Promotion[],
  { sha256, now }: Context,
): Promise<Stage> {
  const state = await ports.desired.head();
  const placements = fleet.placements.filter(
    (p) => p.application === application && p.environment === environment.name,
  );
  const release = await releaseOf(state, application, environment.name, sha256);
  const situations = await Promise.all(
    placements.map((placement) => situationOf(state, ports.live, placement)),
  );
  return {
    environment: environment.name,
    production: isProduction(environment),
    version: release.version,
    since: history[0]?.at ?? null,
    placements: situations.map((situation) => ({
      id: situation.placement.id,
      cluster: situation.placement.cluster,
      region: situation.placement.region,
      role: situation.placement.role,
      namespace: situation.placement.namespace,
      version: situation.running,
      health:
        situation.broken === null
          ? situation.health
          : { kind: "failed", word: "does not render", reason: situation.broken },
      pods: situation.pods,
      drift: situation.drift,
      staleSince: situation.staleSince?.toISOString() ?? null,
    })),
    standing: await standingOf(ports, fleet, application, environment.name, release, open, now),
    next: null,
  };
}

async function withNext(
  ports: Pick<Ports, Need>,
  stage: Stage,
  following: Stage | null,
  axis: readonly string[],
  open: readonly Promotion[],
  context: Context,
): Promise<Stage> {
  if (!following) return stage;
  const promotion = open.find((p) => p.target === following.environment);
  const request = await requestVerdict(ports, stage, following.environment, promotion ?? null, context);
  const count = versionsBetween(axis, stage.version, following.version);
  const kind =
    promotion?.state === "running"
      ? "running"
      : promotion
        ? "waiting"
        : stage.standing?.status.kind === "failed" && count !== 0
          ? "blocked"
          : count === 0
            ? "none"
            : "ahead";
  const text =
    kind === "running"
      ? "running"
      : kind === "waiting"
        ? "waits"
        : kind === "blocked"
          ? "blocked"
          : kind === "none"
            ? "same version"
            : count === null
              ? "newer"
              : `+${count}`;
  return {
    ...stage,
    next: { to: following.environment, kind, text, promotion: promotion?.id ?? null, request },
  };
}
