import type { RuleCard } from "@/lib/contract/environment-view";
import { verification } from "@/lib/domain/gate-check";
import { counted, listed } from "@/lib/domain/promotion/sentence";
import type { DesiredState } from "@/lib/ports/desired";
import type { Live } from "@/lib/ports/live";
import type { Ports } from "../definition";
import { evidenceOf } from "../evidence";
import { releaseOf } from "../release-of";

type Checks = Partial<Record<RuleCard["section"], RuleCard["check"]>>;

/** What can be checked today of an environment's rules; a card without a check says so on the page. */
export async function ruleChecks(
  { store, live }: Pick<Ports, "store" | "live">,
  state: DesiredState,
  environment: string,
  waiting: number,
  sha256: (text: string) => string,
  now: Date,
): Promise<Checks> {
  return {
    security: await policies(state, environment),
    resources: nodes(state, live, environment),
    testing: await verified(store, state, environment, sha256, now),
    promotion: {
      status:
        waiting > 0
          ? {
              kind: "waiting",
              word: `${counted(waiting, "promotion")} ${waiting === 1 ? "waits" : "wait"}`,
              reason: null,
            }
          : { kind: "healthy", word: "nothing waits", reason: null },
      detail: `to enter ${environment}`,
    },
    monitoring: await alerts(state, environment),
  };
}

const primaries = (state: DesiredState, environment: string) =>
  state.fleet.placements.filter(
    (placement) => placement.environment === environment && placement.role === "primary",
  );

/** Applications that declare strict network policies and render none. */
async function policies(state: DesiredState, environment: string): Promise<RuleCard["check"]> {
  const strict = state.fleet.declarations.filter(
    (d) => d.environment === environment && d.block.security?.networkPolicies === "strict",
  );
  if (strict.length === 0) return null;
  const missing: string[] = [];
  for (const placement of primaries(state, environment).filter((p) =>
    strict.some((d) => d.application === p.application),
  )) {
    const { objects } = await state.render(placement);
    if (!objects.some((object) => object.kind === "NetworkPolicy")) missing.push(placement.application);
  }
  return missing.length === 0
    ? {
        status: { kind: "healthy", word: `${strict.length} of ${strict.length} strict`, reason: null },
        detail: "each renders a network policy",
      }
    : {
        status: {
          kind: "attention",
          word: `${counted(missing.length, "application")} without a policy`,
          reason: null,
        },
        detail: `${listed(missing)} declare strict and render no NetworkPolicy`,
      };
}

async function alerts(state: DesiredState, environment: string): Promise<RuleCard["check"]> {
  const wanted = state.fleet.declarations
    .filter((d) => d.environment === environment && d.block.monitoring !== undefined)
    .map((d) => d.application);
  if (wanted.length === 0) return null;
  const missing: string[] = [];
  for (const placement of primaries(state, environment).filter((p) => wanted.includes(p.application))) {
    const { objects } = await state.render(placement);
    if (!objects.some((object) => object.kind === "PrometheusRule")) missing.push(placement.application);
  }
  return missing.length === 0
    ? {
        status: { kind: "healthy", word: `${wanted.length} of ${wanted.length} alert`, reason: null },
        detail: "each declared objective has alert rules beside it",
      }
    : {
        status: {
          kind: "attention",
          word: `${counted(missing.length, "application")} without alerts`,
          reason: null,
        },
        detail: `${listed(missing)} declare objectives and render no PrometheusRule`,
      };
}

function nodes(state: DesiredState, live: Live, environment: string): RuleCard["check"] {
  const clusters = [...new Set(primaries(state, environment).map((placement) => placement.cluster))];
  const seen = clusters.map((name) => ({ name, count: live.nodes(name)?.length ?? null }));
  const unknown = seen.filter((one) => one.count === null).map((one) => one.name);
  if (unknown.length > 0)
    return {
      status: { kind: "unknown", word: "nodes unknown", reason: null },
      detail: `${listed(unknown)} did not say`,
    };
  const total = seen.reduce((sum, one) => sum + (one.count ?? 0), 0);
  const pool = state.fleet.declarations.find((d) => d.environment === environment && d.block.node_pool)?.block
    .node_pool;
  const outside =
    pool &&
    ((pool.min_nodes !== undefined && total < pool.min_nodes) ||
      (pool.max_nodes !== undefined && total > pool.max_nodes));
  return {
    status: { kind: outside ? "attention" : "healthy", word: `${counted(total, "node")} now`, reason: null },
    detail: pool
      ? `declared ${pool.min_nodes ?? 0} to ${pool.max_nodes ?? "any number"}`
      : "no pool is declared",
  };
}

async function verified(
  store: Ports["store"],
  state: DesiredState,
  environment: string,
  sha256: (text: string) => string,
  now: Date,
): Promise<RuleCard["check"]> {
  const declarations = state.fleet.declarations.filter(
    (d) => d.environment === environment && Object.keys(d.block.testing ?? {}).length > 0,
  );
  if (declarations.length === 0) return null;
  const open: string[] = [];
  for (const declaration of declarations) {
    const release = await releaseOf(state, declaration.application, environment, sha256);
    const evidence = await evidenceOf(store, declaration.application);
    if (
      !verification(
        declaration,
        { key: release.key, version: release.version ?? "this release" },
        evidence,
        now,
      ).verified
    )
      open.push(declaration.application);
  }
  const done = declarations.length - open.length;
  return {
    status: {
      kind: open.length === 0 ? "healthy" : "waiting",
      word: `${done} of ${declarations.length} verified`,
      reason: null,
    },
    detail:
      open.length === 0
        ? "every declared check passed for what runs"
        : `${listed(open)} still ${open.length === 1 ? "misses" : "miss"} a check`,
  };
}
