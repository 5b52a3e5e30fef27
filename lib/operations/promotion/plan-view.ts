import type { z } from "zod";
import type { FileChange, PlanView } from "@/lib/contract/promotion";
import type { Fleet } from "@/lib/domain/fleet";
import { hiddenValue } from "@/lib/domain/plan/hidden-text";
import type { Plan } from "@/lib/domain/plan/plan";
import type { Live } from "@/lib/ports/live";
import type { Commit } from "@/lib/ports/repo";

/** A plan as the review page shows it. `base` and `digest` are null for an offline preview. */
export function planView(
  plan: Plan,
  shown: { fleet: Fleet; live: Live; commits: readonly Commit[]; base: string | null; approvable: boolean },
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
    files: plan.files.map(fileChange),
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
    effects: plan.effects.map((effect) => ({ ...effect })),
    commits: shown.commits.map((commit) => ({
      sha: commit.sha,
      subject: commit.subject,
      author: commit.author.name,
      at: commit.authoredAt,
    })),
  };
}

const fileChange = ({ hunks }: Plan["files"][number]): z.infer<typeof FileChange> => ({
  file: hunks.file,
  added: hunks.added,
  removed: hunks.removed,
  hunks: hunks.hunks.map(({ lines }) => ({ lines: lines.map((line) => ({ ...line })) })),
});
