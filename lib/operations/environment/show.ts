import { environment as contract } from "@/lib/contract";
import type { EnvironmentView } from "@/lib/contract/environment-view";
import type { Sentence, StatusView } from "@/lib/contract/view";
import type { Actor } from "@/lib/domain/actor";
import { healthAcross, servingIsKnown } from "@/lib/domain/fitness";
import type { Fleet } from "@/lib/domain/fleet";
import { visibleEnvironments } from "@/lib/domain/permission";
import type { Problem } from "@/lib/domain/problem";
import { counted, listed } from "@/lib/domain/promotion/sentence";
import { freezeTexts, windowSummary } from "@/lib/domain/window-environment";
import { answers, refuse } from "../definition";
import { clustersOf, isProduction } from "../environment-head";
import { openPromotions } from "../open-promotions";
import { problemView } from "../problem-view";
import { releaseOf } from "../release-of";
import { keepsOf, sleepOf } from "../schedule/sleep-of";
import { type Situation, situationOf } from "../situation";
import { versionHistory } from "../version-history";
import { changeCalendar } from "./calendar";
import { ruleChecks } from "./checks";
import { fluxProblemsOf } from "./flux-problems";
import { ruleCards } from "./rules";

const recentShown = 8;

export const show = answers(
  contract.show,
  ["desired", "live", "store", "repo"],
  async (ports, { environment: name }, { now, sha256, actor }) => {
    const state = await ports.desired.head();
    const { fleet } = state;
    const environment = fleet.environments.find((e) => e.name === name);
    if (!environment)
      return refuse(
        "missing",
        "scope.missing",
        `There is no environment ${name} here, or you may not see it.`,
      );
    const applications = fleet.applications.filter((a) =>
      fleet.placements.some((p) => p.application === a.name && p.environment === name),
    );
    const rows = await Promise.all(
      applications.map(async (application) => {
        const placements = fleet.placements.filter(
          (p) => p.application === application.name && p.environment === name,
        );
        const situations = await Promise.all(
          placements.map((placement) => situationOf(state, ports.live, placement)),
        );
        const history = await versionHistory(ports.repo, state, application.name, name, sha256);
        const release = await releaseOf(state, application.name, name, sha256);
        return { application: application.name, situations, history, release };
      }),
    );
    const waiting = (await openPromotions(ports.store)).filter(
      (p) => p.target === name && p.state === "waiting",
    ).length;
    const clusters = clustersOf(fleet, ports.live, name);
    const views = rows.map(({ application, situations, history, release }) => ({
      application,
      version: release.version,
      since: history[0]?.at ?? null,
      health: healthAcross(situations.map(({ placement: { role }, health }) => ({ role, health }))),
      sync: syncOf(situations, release.version),
      pods: podsOf(situations),
      staleSince: situations.find((s) => s.staleSince !== null)?.staleSince?.toISOString() ?? null,
    }));
    const recent = await ports.repo.log({
      revision: state.revision,
      paths: [...new Set(rows.flatMap((row) => row.release.knobs.map((knob) => knob.file)))].slice(0, 200),
      limit: recentShown,
    });
    const sleep = sleepOf(fleet, name, await keepsOf(ports.store, now), now);
    return {
      name,
      type: environment.type,
      production: isProduction(environment),
      order: environment.order,
      of: fleet.environments.length,
      neighbours: neighboursOf(fleet, name, actor),
      asOf: now.toISOString(),
      sentence: sentenceOf(name, views, clusters, sleep),
      clusters,
      regions: [...new Set(clusters.flatMap((c) => (c.region === null ? [] : [c.region])))].map((region) => ({
        name: region,
        zones: [
          ...new Set(
            fleet.clusters
              .filter((c) => c.region === region && clusters.some((own) => own.name === c.name))
              .flatMap((c) => c.zones),
          ),
        ],
      })),
      window: windowSummary(fleet, name, now),
      sleep,
      freeze: freezeTexts(fleet, name, now),
      waiting,
      applications: views,
      applicationsCaption: captionOf(views),
      calendar: changeCalendar(
        fleet,
        name,
        rows.flatMap((row) => row.history.map((one) => ({ ...one, application: row.application }))),
        now,
      ),
      rules: ruleCards(
        fleet,
        name,
        state.commit?.sha ?? null,
        await ruleChecks(ports, state, name, waiting, sha256, now),
      ),
      recent: recent.map((commit) => ({
        sha: commit.sha,
        subject: commit.subject,
        author: commit.author.name,
        at: commit.authoredAt,
      })),
      problems: [...problemsOf(state.reading.problems, rows), ...(await fluxProblemsOf(state, name))].map(
        problemView,
      ),
    } satisfies EnvironmentView;
  },
  (_ports, { environment }) => ({ scope: { environment }, object: environment }),
);

/** Problems of the fleet file and of applications that run here. */
function problemsOf(
  problems: readonly Problem[],
  rows: readonly { release: { knobs: readonly { file: string }[] }; situations: readonly Situation[] }[],
) {
  const folders = rows.flatMap((row) => row.situations.map((s) => `/${s.placement.application}/`));
  return problems.filter(
    (problem) =>
      problem.file === undefined ||
      problem.file === "orchestr8.yaml" ||
      folders.some((folder) => problem.file?.includes(folder)),
  );
}

function neighboursOf(fleet: Fleet, name: string, actor: Actor): EnvironmentView["neighbours"] {
  const seen =
    actor.kind === "person"
      ? visibleEnvironments(
          actor.teams.map((t) => t.team),
          fleet,
        )
      : null;
  const names = fleet.environments.map((e) => e.name).filter((e) => seen === null || seen.includes(e));
  const at = names.indexOf(name);
  return { previous: (at > 0 ? names[at - 1] : null) ?? null, next: names[at + 1] ?? null };
}

function syncOf(situations: readonly Situation[], version: string | null): StatusView {
  const broken = situations.find((s) => s.broken !== null);
  if (broken) return { kind: "failed", word: "does not render", reason: broken.broken };
  const known = situations.filter((s) => s.drift !== null);
  if (known.length === 0)
    return { kind: "unknown", word: "unknown", reason: "nothing was heard from its cluster" };
  const behind = known.find((s) => s.running !== null && version !== null && s.running !== version);
  if (behind) return { kind: "moving", word: `still ${behind.running}`, reason: "not yet synced" };
  const drift = known.reduce((sum, s) => sum + (s.drift ?? 0), 0);
  if (drift > 0)
    return {
      kind: "attention",
      word: `drift ${drift}`,
      reason: `${counted(drift, "object")} changed in the cluster`,
    };
  return { kind: "healthy", word: "as in Git", reason: null };
}

function podsOf(situations: readonly Situation[]): { ready: number; wanted: number } | null {
  const known = situations.flatMap((s) => (s.pods === null || s.staleSince !== null ? [] : [s.pods]));
  return known.length === 0
    ? null
    : known.reduce((sum, pods) => ({ ready: sum.ready + pods.ready, wanted: sum.wanted + pods.wanted }), {
        ready: 0,
        wanted: 0,
      });
}

type Row = EnvironmentView["applications"][number];

/** Fit for use, or why not; and what is not known is said in the same breath. */
function sentenceOf(
  name: string,
  rows: readonly Row[],
  clusters: EnvironmentView["clusters"],
  sleep: EnvironmentView["sleep"],
): Sentence {
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  const bad = rows.filter((row) => row.health.kind === "failed" || row.sync.kind === "failed");
  const silent = clusters.filter((cluster) => cluster.reachable === false);
  const primaryDown = silent.some((cluster) => cluster.role === "primary");
  const unknown = rows.filter((row) => !servingIsKnown(row.health));
  if (primaryDown)
    return [
      { text: `We ` },
      { text: "do not know", strong: true },
      {
        text: ` whether ${name} is fit for use: ${listed(silent.map((c) => c.name))} ${silent.length === 1 ? "does" : "do"} not answer.`,
      },
    ];
  if (sleep?.asleep && bad.length === 0)
    return [{ text: `${title} is ` }, { text: sleep.text, strong: true }, { text: ", by its schedule." }];
  const first: Sentence =
    bad.length > 0
      ? [
          { text: `${title} is ` },
          { text: "not fit for use", strong: true },
          { text: `: ${listed(bad.map((row) => row.application))} ${bad.length === 1 ? "fails" : "fail"}` },
        ]
      : unknown.length > 0
        ? [
            { text: `We ` },
            { text: "cannot tell yet", strong: true },
            {
              text: ` whether ${name} is fit for use: ${counted(unknown.length, "application")} of ${rows.length} ${unknown.length === 1 ? "is" : "are"} unknown`,
            },
          ]
        : [{ text: `${title} is ` }, { text: "fit for use", strong: true }];
  const failover = clusters.find((cluster) => cluster.role === "failover" && cluster.reachable !== true);
  const tail: Sentence = failover
    ? [
        { text: ", but if its primary cluster fails now we " },
        { text: "do not know", strong: true },
        { text: ` whether ${failover.name} can take over.` },
      ]
    : [{ text: "." }];
  return [...first, ...tail];
}

function captionOf(rows: readonly Row[]): string {
  const healthy = rows.filter((row) => row.health.kind === "healthy").length;
  const drifting = rows.filter((row) => row.sync.word.startsWith("drift")).length;
  const rest = drifting > 0 ? `, ${drifting} ${drifting === 1 ? "drifts" : "drift"}` : "";
  return `${healthy === rows.length ? `All ${rows.length}` : `${healthy} of ${rows.length}`} ${healthy === 1 && rows.length !== 1 ? "is" : "are"} healthy${rest}.`;
}
