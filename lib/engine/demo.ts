import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Placement } from "@/lib/domain/fleet";
import type { KeyedHash } from "@/lib/domain/secret";
import { releaseOf } from "@/lib/operations/release-of";
import { versionHistory } from "@/lib/operations/version-history";
import type { Cluster } from "@/lib/ports/cluster";
import type { Desired, DesiredState } from "@/lib/ports/desired";
import type { Repo } from "@/lib/ports/repo";
import type { Store } from "@/lib/ports/store/store";
import { parseStandinFaults } from "@/lib/standins/cluster/faults";
import { type Standin, startStandinCluster } from "@/lib/standins/cluster/start";
import { checks } from "@/lib/standins/example/checks";
import { handMade } from "@/lib/standins/example/drift";
import { people } from "@/lib/standins/example/people";
import { buildExampleRemote } from "@/lib/standins/example/remote";
import type { OpenClusters } from "./clusters";
import { demoPools } from "./demo-pools";
import { teamsOfGroups } from "./people";
import { sha256 } from "./secrets";
import type { Settings } from "./settings";

const issuer = "demo";
const seed = 8;

/** What the demo adds: a Git remote built from the example, the printed people, and what their CI has said so far. */
export type Demo = {
  remote: string;
  person: (email: string, password: string) => { id: string; name: string; email: string } | null;
  people: () => readonly { name: string; role: string; email: string }[];
  groupsOf: (subject: string) => readonly string[];
};

export async function prepareDemo(settings: Settings, now: () => Date): Promise<Demo> {
  const remote = resolve(settings.data, "acme.git");
  if (!existsSync(join(remote, "HEAD")))
    await buildExampleRemote({
      tree: resolve(/* turbopackIgnore: true */ settings.demo?.seedTree ?? "examples/acme"),
      into: remote,
      now: now(),
    });
  return {
    remote,
    person(email, password) {
      const found = people.find(
        (one) => one.email === email.trim().toLowerCase() && one.password === password,
      );
      return found ? { id: found.handle, name: found.name, email: found.email } : null;
    },
    people: () => people.map(({ name, title, email }) => ({ name, role: title, email })),
    groupsOf: (subject) => people.find((one) => one.handle === subject)?.groups ?? [],
  };
}

/** One stand-in for every declared cluster, holding what Git declares since the declaration was made. */
export async function startDemoClusters(
  settings: Settings,
  state: DesiredState,
  repo: Repo,
  hash: KeyedHash,
  now: () => Date,
): Promise<OpenClusters> {
  const faults = parseStandinFaults(settings.demo?.faults ?? "");
  const started = new Map<string, Standin>();
  for (const cluster of state.fleet.clusters) {
    started.set(
      cluster.name,
      startStandinCluster({
        purpose: "demo",
        realClusterConfigured: settings.kubeconfig !== null,
        name: cluster.name,
        region: cluster.region ?? "local",
        zones: cluster.zones,
        pools: await demoPools(state, cluster.name),
        faults: faults.get(cluster.name) ?? [],
        seed,
        clock: now,
        hash,
      }),
    );
  }
  await Promise.all(
    state.fleet.placements.map((placement) =>
      seedPlacement(state, repo, placement, started.get(placement.cluster), now()),
    ),
  );
  // A cluster that is told to be unreachable has no drift to show either.
  await started
    .get(handMade.cluster)
    ?.cluster.apply(handMade.object, { manager: handMade.manager, force: true })
    .catch(() => undefined);
  return {
    clusters: new Map<string, Cluster>([...started].map(([name, standin]) => [name, standin.cluster])),
    problems: new Map(),
    async close() {
      for (const standin of started.values()) standin.stop();
    },
  };
}

async function seedPlacement(
  state: DesiredState,
  repo: Repo,
  placement: Placement,
  standin: Standin | undefined,
  now: Date,
): Promise<void> {
  if (!standin) return;
  const { objects } = await state.render(placement);
  const [declared] = await versionHistory(repo, state, placement.application, placement.environment, sha256);
  standin.seed(objects, "argocd-controller", declared ? new Date(declared.at) : now);
}

/** Fills an empty store with the demo's past: its people, what ran where, and the checks its CI reported. */
export async function seedDemoStore(store: Store, desired: Desired, repo: Repo, now: Date): Promise<void> {
  if ((await store.read.people.list()).length > 0) return;
  const state = await desired.head();
  const past = await pastReleases(state, desired, repo);
  await store.write(async (tx) => {
    for (const { handle, name, email, groups } of people) {
      const person = await tx.people.signIn({ issuer, subject: handle, name, email }, now);
      await tx.memberships.replace(person.id, teamsOfGroups(state.fleet, groups), now);
    }
    for (const run of past) {
      const { application, environment, release, version, commit, promotion, at } = run;
      await tx.releases.started(
        { application, environment, release, version, commit, promotion },
        new Date(at),
      );
      await tx.releases.verified({ application, environment, release }, new Date(at));
    }
    for (const check of checks) {
      const current = past.findLast(
        (run) => run.application === check.application && run.environment === check.environment,
      );
      if (!current || current.version !== check.version) continue;
      await tx.checks.report(
        {
          application: check.application,
          environment: check.environment,
          check: check.check,
          release: current.release,
          commit: current.commit,
          result: check.result,
          link: check.link,
          details: null,
          reportedBy: "ci",
        },
        new Date(now.getTime() - check.minutesAgo * 60_000),
      );
    }
  });
}

const remembered = 3;

/** The last releases of every environment, oldest first, with the keys they had in their own commits. */
async function pastReleases(state: DesiredState, desired: Desired, repo: Repo) {
  const found = [];
  for (const { application, environment } of state.fleet.declarations) {
    const history = await versionHistory(repo, state, application, environment, sha256);
    for (const declared of history.slice(0, remembered)) {
      // The newest one is judged by the head, where other promoted keys may have moved since.
      const then = declared === history[0] ? state : await desired.at(declared.sha);
      if (!then) continue;
      const release = await releaseOf(then, application, environment, sha256);
      found.push({
        application,
        environment,
        release: release.key,
        version: declared.version,
        commit: declared.sha,
        promotion: declared.promotion,
        at: declared.at,
      });
    }
  }
  return found.sort((a, b) => (a.at < b.at ? -1 : 1));
}
