import { fleet as contract } from "@/lib/contract";
import type { StartView } from "@/lib/contract/fleet";
import type { StatusView } from "@/lib/contract/view";
import { FLEET_FILE } from "@/lib/domain/fleet/files";
import { clusterRoleText } from "@/lib/domain/onboarding/cluster-role";
import { mayRun } from "@/lib/domain/permission";
import { counted } from "@/lib/domain/promotion/sentence";
import type { DesiredState } from "@/lib/ports/desired";
import type { Renderer } from "@/lib/ports/renderer";
import { answers, type Ports, refuseBy } from "../definition";
import { problemView } from "../problem-view";
import { type Onboarding, onboardTree } from "./onboard";

type Check = StartView["checks"][number];

/**
 * How to begin. While the repository names no teams nobody can be given access, so every signed-in person may see what
 * would be proposed (folders and how they render, no values); from then on it is for whoever may see the settings.
 */
export const start = answers(
  contract.start,
  ["desired", "live", "renderer", "surroundings"],
  async (ports, _input, { actor, now }) => {
    const state = await ports.desired.head();
    if (state.fleet.teams.length > 0) {
      const allowed = mayRun("settings.show", actor, state.fleet, {});
      if (!allowed.allowed) return refuseBy(allowed);
    }
    const { repository } = ports.surroundings.facts();
    const named = state.paths.has(FLEET_FILE);
    const onboarding = named ? null : await onboarded(state, ports.renderer, nameOf(repository.remote));
    const { commit } = state;
    return {
      asOf: now.toISOString(),
      fleet: named ? state.fleet.name : nameOf(repository.remote),
      branch: repository.branch,
      commit: commit && {
        sha: commit.sha,
        subject: commit.subject,
        author: commit.author.name,
        at: commit.authoredAt,
      },
      checks: await checksOf(ports, state, named),
      onboarding: onboarding && {
        proposal: onboarding.proposal,
        evidence: onboarding.evidence.map((one) => ({ ...one, files: [...one.files] })),
        rendered: onboarding.rendered.map((one) => ({ ...one })),
        problems: onboarding.problems.map(problemView),
      },
      clusterRole: clusterRoleText,
    };
  },
);

const kept = new WeakMap<DesiredState, Promise<Onboarding>>();

function onboarded(state: DesiredState, renderer: Renderer, name: string): Promise<Onboarding> {
  let answer = kept.get(state);
  if (!answer) {
    answer = onboardTree(state.tree, renderer, name);
    answer.catch(() => kept.delete(state));
    kept.set(state, answer);
  }
  return answer;
}

/** The repository's last word: `https://git.example/acme/fleet.git` is `fleet`. */
const nameOf = (remote: string): string =>
  remote
    .replace(/\/+$/, "")
    .replace(/\.git$/, "")
    .split(/[/:]/)
    .at(-1) || "fleet";

const good = (word: string): StatusView => ({ kind: "healthy", word, reason: null });
const odd = (kind: StatusView["kind"], word: string, reason: string | null = null): StatusView => ({
  kind,
  word,
  reason,
});

async function checksOf(
  { desired, live, renderer, surroundings }: Pick<Ports, "desired" | "live" | "renderer" | "surroundings">,
  state: DesiredState,
  named: boolean,
): Promise<Check[]> {
  const facts = surroundings.facts();
  const { fleet, reading } = state;
  const tools = await renderer.facts();
  const missing = [tools.kustomize ? [] : ["kustomize"], tools.helm ? [] : ["helm"]].flat();
  const wrong = reading.problems.find((one) => one.severity === "error");
  const answering = fleet.clusters.filter(({ name }) => live.cluster(name).reachable === true);
  const silent = fleet.clusters.find(({ name }) => live.cluster(name).reachable !== true);
  const listed = answering.flatMap(({ name }) => {
    const seen = live.listed(name, argoApplications);
    return seen === null ? [] : [seen.length];
  });
  const provider = facts.identityProvider;
  return [
    {
      name: "repository",
      status: desired.askedAt() ? good("readable") : odd("unknown", "not asked yet"),
      detail: `${facts.repository.remote}, branch ${facts.repository.branch}, ${counted(state.paths.size, "file")}`,
      next: null,
    },
    {
      name: "tools",
      status: missing.length === 0 ? good("found") : odd("failed", `no ${missing.join(" and no ")}`),
      detail: [
        tools.kustomize && `kustomize ${tools.kustomize.version}`,
        tools.helm && `helm ${tools.helm.version}`,
      ]
        .filter(Boolean)
        .join(", "),
      next: missing.length === 0 ? null : `Install ${missing.join(" and ")} where the console runs.`,
    },
    {
      name: "fleet file",
      status: !named
        ? odd("attention", "not there yet")
        : wrong
          ? odd("failed", reading.governs ? "has a mistake" : "not valid", wrong.message)
          : good("valid"),
      detail: named
        ? `${counted(fleet.applications.length, "application")} in ${counted(fleet.environments.length, "environment")}`
        : `${facts.repository.branch} has no ${FLEET_FILE} at its root`,
      next: !named
        ? "Commit the proposal below, or write your own; o8 fleet lint checks it."
        : wrong
          ? `${wrong.file ?? FLEET_FILE}:${wrong.line ?? 1}: ${wrong.hint ?? wrong.message}`
          : null,
    },
    {
      name: "sign-in",
      status:
        provider.kind === "none"
          ? odd("attention", "not configured")
          : fleet.teams.length === 0
            ? odd("attention", "no teams")
            : good("configured"),
      detail:
        provider.kind === "oidc"
          ? `${provider.issuer}, ${counted(fleet.teams.length, "team")}`
          : provider.kind === "demo"
            ? "the printed people of the demo"
            : "nobody can sign in",
      next:
        provider.kind === "none"
          ? "Set O8_OIDC_ISSUER, O8_OIDC_CLIENT_ID and O8_OIDC_CLIENT_SECRET."
          : fleet.teams.length === 0
            ? `Name your teams and the groups they stand for under teams: of ${FLEET_FILE}; until then nobody may see more than this page.`
            : null,
    },
    {
      name: "clusters",
      status:
        fleet.clusters.length === 0
          ? odd("attention", "none declared")
          : silent
            ? odd(
                answering.length === 0 ? "unknown" : "attention",
                `${answering.length} of ${fleet.clusters.length} answer`,
                live.cluster(silent.name).reason,
              )
            : good(fleet.clusters.length === 1 ? "answers" : `all ${fleet.clusters.length} answer`),
      detail:
        fleet.clusters.map(({ name }) => name).join(", ") ||
        "without one, everything that only a cluster knows is shown as unknown",
      next:
        fleet.clusters.length === 0
          ? `Name them under clusters: of ${FLEET_FILE}.`
          : silent
            ? `Give the console a kubeconfig with a context for ${silent.name} (O8_KUBECONFIG), and the rules below.`
            : null,
    },
    { name: "delivery", ...deliveryOf(answering.length, listed), next: null },
  ];
}

/** `listed`: how many Applications each answering cluster has, where they were listed at all. */
function deliveryOf(answering: number, listed: readonly number[]): Pick<Check, "status" | "detail"> {
  const argo = listed.reduce((sum, count) => sum + count, 0);
  if (argo > 0)
    return { status: good("Argo CD found"), detail: `${counted(argo, "Application")} of Argo CD` };
  if (listed.length > 0)
    return {
      status: good("by the console"),
      detail: "no Application of Argo CD is there: the console applies by itself",
    };
  return {
    status: odd("unknown", answering === 0 ? "no cluster answers" : "not looked at"),
    detail: "Applications of Argo CD are looked for where the fleet declares some",
  };
}

const argoApplications = { apiVersion: "argoproj.io/v1alpha1", kind: "Application" };
