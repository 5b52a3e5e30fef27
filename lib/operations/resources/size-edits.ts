import { quantityText } from "@/lib/domain/capacity-review/quantity-text";
import type { Fleet, Placement } from "@/lib/domain/fleet";
import { type Path, printPath } from "@/lib/domain/path";
import type { Refusal } from "@/lib/domain/refusal";
import { field, itemsOf, scalarText } from "@/lib/domain/release-writer";
import { folderOf, resolveRepoPath } from "@/lib/domain/repo-path";
import type { DesiredState } from "@/lib/ports/desired";
import type { Renderer } from "@/lib/ports/renderer";
import type { EditAsk } from "../promotion/make-plan";
import { withSources } from "../provenance/state-texts";
import { type SizeField, sizeLine, templatePath } from "./size-line";

/** A size that shall be another one: millicores or bytes. */
export type WantedSize = SizeField & { from: number | null; to: number };

export type SizeEdits = { ok: true; edits: readonly EditAsk[] } | { ok: false; refusal: Refusal };

/**
 * The edits that give an environment's containers other sizes. A line of the environment's own layer is set; what only
 * a shared layer says gets a line in the environment's own: in `home` of a chart's values, in the patch that the
 * overlay has for the object, or in a new one. A line that others share is never turned.
 */
export async function sizeEdits(
  ports: { renderer: Renderer },
  state: DesiredState,
  ask: { application: string; environment: string; home: string | null },
  wanted: readonly WantedSize[],
): Promise<SizeEdits> {
  const placements = placementsIn(state.fleet, ask);
  const edits = new Map<string, EditAsk>();
  const missing: WantedSize[] = [];
  const add = (edit: EditAsk): void =>
    void edits.set(`${edit.file} ${edit.document} ${printPath(edit.path)}`, edit);
  for (const want of wanted)
    for (const placement of placements) {
      const line = await sizeLine(ports, state, placement, want);
      if (line.kind === "own") {
        const { edit } = line.candidate;
        const { file, document, path, expect, prefix } = edit;
        add({ file, document, path, expect, value: prefix + quantityText(want.resource, want.to, expect) });
      } else if (placement.source.kind === "kustomize") {
        if (!missing.includes(want)) missing.push(want);
      } else if (placement.source.kind === "helm" && line.path !== null && ask.home !== null)
        add(inserted(ask.home, 0, line.path, want));
      else return noPlace(ask, want, line.kind === "below" ? line.place : null);
    }
  if (missing.length > 0) {
    const { home } = ask;
    const [first] = missing;
    if (home === null && first) return noPlace(ask, first, null);
    for (const object of new Set(missing.map((want) => want.object)))
      for (const edit of await patched(
        state,
        home ?? "",
        missing.filter((want) => want.object === object),
      ))
        add(edit);
  }
  return { ok: true, edits: [...edits.values()] };
}

export const placementsIn = (
  fleet: Fleet,
  { application, environment }: { application: string; environment: string },
): readonly Placement[] =>
  fleet.placements.filter((one) => one.application === application && one.environment === environment);

const inserted = (file: string, document: number, path: Path, want: WantedSize): EditAsk => ({
  file,
  document,
  path,
  expect: null,
  value: quantityText(want.resource, want.to),
});

/** Lines in the patch that the overlay has for the object already, else one patch more. */
async function patched(
  state: DesiredState,
  home: string,
  wanted: readonly WantedSize[],
): Promise<readonly EditAsk[]> {
  const [kind = "", name = ""] = (wanted[0]?.object ?? "").split("/");
  const found = await withSources(state, (sources) => {
    const [root] = sources.documents(home);
    const patches = itemsOf(field(root, "patches"));
    for (const patch of patches) {
      const file = resolveRepoPath(folderOf(home), scalarText(field(patch, "path")) ?? "");
      for (const [document, one] of (file === null ? [] : sources.documents(file)).entries())
        if (
          file !== null &&
          scalarText(field(one, "kind")) === kind &&
          scalarText(field(field(one, "metadata"), "name")) === name
        )
          return { file, document, count: patches.length };
    }
    return { file: null, document: 0, count: patches.length };
  });
  const { file } = found;
  if (file !== null) return wanted.map((want) => inserted(file, found.document, templatePath(want), want));
  const path: Path = ["patches", { index: found.count }, "patch"];
  return [{ file: home, document: 0, path, expect: null, value: patchText(kind, name, wanted) }];
}

const apiVersions: Readonly<Record<string, string>> = { Rollout: "argoproj.io/v1alpha1" };

/** A strategic merge patch with the sizes alone; kustomize finds its object by kind and name. */
function patchText(kind: string, name: string, wanted: readonly WantedSize[]): string {
  const containers = [...new Set(wanted.map((want) => want.container))].flatMap((container) => [
    `        - name: ${container}`,
    "          resources:",
    ...(["requests", "limits"] as const).flatMap((list) => {
      const own = wanted.filter((want) => want.container === container && want.list === list);
      return own.length === 0
        ? []
        : [
            `            ${list}:`,
            ...own.map((want) => `              ${want.resource}: ${quantityText(want.resource, want.to)}`),
          ];
    }),
  ]);
  return [
    `apiVersion: ${apiVersions[kind] ?? "apps/v1"}`,
    `kind: ${kind}`,
    "metadata:",
    `  name: ${name}`,
    "spec:",
    "  template:",
    "    spec:",
    "      containers:",
    ...containers,
  ].join("\n");
}

function noPlace(
  { application, environment }: { application: string; environment: string },
  want: WantedSize,
  place: { file: string; line: number } | null,
): SizeEdits {
  const what = `the ${want.resource} ${want.list === "requests" ? "request" : "limit"} of ${want.container} in ${want.object}`;
  const message =
    place === null
      ? `No line sets ${what}, and ${environment} has no file of its own for ${application} that could.`
      : `${place.file}:${place.line} sets ${what} for more than ${environment}, and no value of ${environment}'s own files moves it.`;
  return {
    ok: false,
    refusal: { kind: "blocked", code: "plan.no-place", message, ...(place ? { facts: { ...place } } : {}) },
  };
}
