import type { PlanView } from "@/lib/contract/plan-view";
import { type PlanCost, planCostTitle } from "@/lib/domain/cost-review/plan-cost";
import type { Fleet } from "@/lib/domain/fleet";
import { hiddenValue } from "@/lib/domain/plan/hidden-text";
import type { Plan } from "@/lib/domain/plan/plan";
import { listed } from "@/lib/domain/promotion/sentence";
import type { Live } from "@/lib/ports/live";
import type { Commit } from "@/lib/ports/repo";
import { fileChange } from "./file-change";

/** A plan as the review page shows it. `base` and `digest` are null for an offline preview. */
export function planView(
  plan: Plan,
  shown: {
    fleet: Fleet;
    live: Live;
    commits: readonly Commit[];
    base: string | null;
    approvable: boolean;
    cost: PlanCost | null;
  },
): PlanView {
  const placements = plan.targets.map((id) =>
    shown.fleet.placements.find((placement) => placement.id === id),
  );
  return {
    application: plan.application,
    kind: plan.kind,
    from: plan.from,
    to: plan.to,
    fromVersion: plan.fromVersion,
    toVersion: plan.toVersion,
    digest: shown.approvable ? plan.digest : null,
    base: shown.base,
    edits: plan.edits.map(({ letter, file, label, line, before, after }) => ({
      letter,
      file,
      path: label,
      line,
      before: before === null ? null : hiddenValue(label, before),
      after: after === null ? null : hiddenValue(label, after),
    })),
    files: plan.files.map(({ hunks }) => fileChange(hunks, shown.fleet)),
    placements: plan.targets.map((id, index) => {
      const cluster = placements[index]?.cluster ?? id.slice(id.lastIndexOf("/") + 1);
      const { asOf, reachable } = shown.live.cluster(cluster);
      return { id, cluster, asOf: asOf?.toISOString() ?? null, stale: reachable === false };
    }),
    rendered: plan.rows.map(({ object, path, letters, cells }) => ({
      object,
      path,
      letters: [...letters],
      cells: cells.map((cell) => ({ ...cell })),
    })),
    unchangedObjects: plan.unchangedObjects,
    notes: [...plan.notes],
    effects: pricedEffects(plan, shown.cost),
    cost: shown.cost && {
      ...shown.cost,
      mark: "estimate",
      parts: shown.cost.parts.map((part) => ({ ...part })),
      unpriced: [...shown.cost.unpriced],
    },
    commits: shown.commits.map((commit) => ({
      sha: commit.sha,
      subject: commit.subject,
      author: commit.author.name,
      at: commit.authoredAt,
    })),
  };
}

/** The effect on cost with its amount: first what a month costs more, then what it is for. */
function pricedEffects({ effects }: Plan, cost: PlanCost | null): PlanView["effects"] {
  if (cost === null) return effects.map((effect) => ({ ...effect }));
  const nodes = cost.parts.some(({ of }) => of === "nodes");
  const asked = effects.find(({ topic }) => topic === "cost");
  const detail = asked
    ? `${asked.title} ${asked.detail}${nodes ? "" : "; nodes cost the same until one more or one less is needed"}`
    : `nodes on ${listed(cost.parts.map(({ cluster }) => cluster))}`;
  const priced = {
    topic: "cost" as const,
    title: planCostTitle(cost),
    detail,
    attention: cost.monthly === null || cost.monthly > 0 || (cost.most ?? 0) > 0,
  };
  return [priced, ...effects.filter(({ topic }) => topic !== "cost").map((effect) => ({ ...effect }))];
}
