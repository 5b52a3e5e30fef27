import { settings } from "@/lib/contract";
import type { StatusView } from "@/lib/contract/view";
import type { SurroundingsFacts } from "@/lib/ports/surroundings";
import { answers } from "../definition";
import { problemView } from "../problem-view";

/** How long costs are kept, as the README's settings say it. */
const keptText = (kept: SurroundingsFacts["kept"]): string =>
  kept === null
    ? "keeps no costs"
    : `keeps samples ${kept.samplesDays} days, hours ${kept.hoursDays}, days by namespace and label ${kept.partsDays}`;

const good = (word: string): StatusView => ({ kind: "healthy", word, reason: null });

export const show = answers(
  settings.show,
  ["desired", "live", "store", "renderer", "surroundings"],
  async ({ desired, live, store, renderer, surroundings }, _input, { now }) => {
    const facts = surroundings.facts();
    const tools = await renderer.facts();
    const head = await desired.head();
    const asked = desired.askedAt();
    const memberships = await store.memberships.all();
    const people = new Map((await store.people.list()).map((one) => [one.id, one.name]));
    return {
      asOf: now.toISOString(),
      connections: [
        {
          kind: "repository" as const,
          name: facts.repository.remote,
          detail: `branch ${facts.repository.branch}, head ${head.commit?.sha.slice(0, 7) ?? "none"}`,
          status: asked
            ? good("readable")
            : { kind: "unknown" as const, word: "not asked yet", reason: null },
          lastSuccess: asked?.toISOString() ?? null,
        },
        ...head.fleet.clusters.map(({ name, region }) => {
          const state = live.cluster(name);
          return {
            kind: "cluster" as const,
            name,
            detail: region ?? "no region declared",
            status:
              state.reachable === true
                ? good("reachable")
                : state.reachable === false
                  ? { kind: "failed" as const, word: "not answering", reason: state.reason }
                  : { kind: "unknown" as const, word: "not connected", reason: state.reason },
            lastSuccess: state.asOf?.toISOString() ?? null,
          };
        }),
        {
          kind: "store" as const,
          name: facts.store.kind === "pglite" ? "PGlite, embedded" : "PostgreSQL",
          detail: `${facts.store.version}, ${facts.store.detail}; ${keptText(facts.kept)}`,
          status: good("open"),
          lastSuccess: now.toISOString(),
        },
        {
          kind: "identity provider" as const,
          name:
            facts.identityProvider.kind === "oidc"
              ? facts.identityProvider.issuer
              : facts.identityProvider.kind,
          detail:
            facts.identityProvider.kind === "demo"
              ? "the printed people of the demo"
              : "asked at each sign-in",
          status:
            facts.identityProvider.kind === "none"
              ? {
                  kind: "attention" as const,
                  word: "not configured",
                  reason: "nobody can sign in: set O8_OIDC_ISSUER",
                }
              : good("configured"),
          lastSuccess: null,
        },
      ],
      versions: [
        { name: "orchestr8", version: facts.version, detail: null },
        { name: "node", version: facts.node, detail: null },
        ...(tools.kustomize
          ? [{ name: "kustomize", version: tools.kustomize.version, detail: tools.kustomize.path }]
          : []),
        ...(tools.helm ? [{ name: "helm", version: tools.helm.version, detail: tools.helm.path }] : []),
      ],
      isolation: tools.isolation,
      teams: head.fleet.teams.map(({ name, groups }) => ({
        name,
        groups: [...groups],
        people: memberships
          .filter((one) => one.team === name)
          .map((one) => ({ name: people.get(one.person) ?? one.person, seenAt: one.seenAt.toISOString() })),
      })),
      demo: facts.demo,
      problems: head.reading.problems.map(problemView),
    };
  },
);
