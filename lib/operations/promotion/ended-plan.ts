import type { PlanView } from "@/lib/contract/plan-view";
import type { PlanBody } from "@/lib/domain/digest";
import type { Fleet } from "@/lib/domain/fleet";
import { type Json, stringifyJson } from "@/lib/domain/json";
import { printPath } from "@/lib/domain/path";
import { lineOf } from "@/lib/domain/plan/committed-edit";
import { hiddenValue } from "@/lib/domain/plan/hidden-text";
import { fileHunks } from "@/lib/domain/plan/hunk";
import { letterOf } from "@/lib/domain/plan/plan";
import { hideSecretMarks } from "@/lib/domain/secret";
import type { Promotion } from "@/lib/ports/store/promotions";
import type { Ports } from "../definition";
import { fileChange } from "./file-change";
import { storedPlan } from "./review";

/** The plan of a promotion that no longer waits, from what was kept of it and, once pushed, from its commit. */
export async function endedPlan(
  { store, desired, repo, live }: Pick<Ports, "store" | "desired" | "repo" | "live">,
  promotion: Promotion,
): Promise<PlanView> {
  const stored = await store.promotions.plan(promotion.id, promotion.planDigest);
  const body = stored ? storedPlan(stored.text).body : null;
  const kept = body?.edits ?? [];
  const { fleet } = await desired.head();
  const written = promotion.commit ? await committedFiles(repo, promotion.commit, kept, fleet) : null;
  const edits = kept.map((edit, index) => {
    const path = printPath(edit.path);
    return {
      letter: letterOf(index),
      file: edit.file,
      path,
      line: written?.lines[index] ?? 1,
      before: edit.before === null ? null : hiddenValue(path, edit.before),
      after: edit.after === null ? null : hiddenValue(path, edit.after),
    };
  });
  const fields = body?.rendered ?? [];
  const targets = body?.targets ?? [];
  const rows = new Map<string, { object: string; path: string }>();
  for (const { object, path } of fields) rows.set(`${object}\n${path}`, { object, path });
  return {
    application: promotion.application,
    kind: promotion.kind,
    from: promotion.source,
    to: promotion.target,
    fromVersion: promotion.fromVersion,
    toVersion: promotion.toVersion,
    digest: promotion.planDigest,
    base: promotion.baseCommit,
    edits,
    files: written?.files ?? [],
    placements: targets.map((id) => {
      const cluster =
        fleet.placements.find((placement) => placement.id === id)?.cluster ??
        id.slice(id.lastIndexOf("/") + 1);
      const { asOf, reachable } = live.cluster(cluster);
      return { id, cluster, asOf: asOf?.toISOString() ?? null, stale: reachable === false };
    }),
    rendered: [...rows.values()].map(({ object, path }) => ({
      object,
      path,
      letters: [],
      cells: targets.map((target) => {
        const field = fields.find(
          (one) => one.placement === target && one.object === object && one.path === path,
        );
        if (!field) return { kind: "same" as const, before: null, after: null };
        const kind = field.before === undefined ? "added" : field.after === undefined ? "removed" : "changed";
        return { kind, before: shown(field.before), after: shown(field.after) } as const;
      }),
    })),
    unchangedObjects: 0,
    notes: [],
    effects: [],
    cost: null,
    commits: [],
  };
}

/** The files of the promotion's own commit with the letters of its edits, and the line each edit stands on. */
async function committedFiles(
  repo: Ports["repo"],
  sha: string,
  edits: PlanBody["edits"],
  fleet: Fleet,
): Promise<{ files: PlanView["files"]; lines: readonly (number | null)[] }> {
  const commit = await repo.commit(sha);
  const [parent] = commit?.parents ?? [];
  if (!commit || parent === undefined) return { files: [], lines: [] };
  const [before, after] = await Promise.all([repo.at(parent), repo.at(sha)]);
  const names = [...new Set(edits.map((edit) => edit.file))];
  const texts = new Map(
    await Promise.all(names.map(async (file) => [file, (await after.text(file)) ?? ""] as const)),
  );
  const lines = edits.map((edit) => lineOf(edit, texts.get(edit.file) ?? ""));
  const files = names.map(async (file) => {
    const letters = new Map(
      edits.flatMap((edit, index) => {
        const line = lines[index];
        return edit.file === file && line ? [[line, letterOf(index)] as const] : [];
      }),
    );
    return fileChange(
      fileHunks(file, (await before.text(file)) ?? "", texts.get(file) ?? "", letters),
      fleet,
    );
  });
  return { files: await Promise.all(files), lines };
}

function shown(value: Json | undefined): string | null {
  if (value === undefined) return null;
  const hidden = hideSecretMarks(value);
  return typeof hidden === "string" ? hidden : stringifyJson(hidden);
}
