import { generatedResources } from "@/lib/domain/flux/generated";
import { type FluxKustomization, fluxNamed } from "@/lib/domain/flux/kustomization";
import { mergedKustomization } from "@/lib/domain/flux/merged";
import { fluxProblems } from "@/lib/domain/flux/problems";
import { type Candidate, type Variables, variablesOf } from "@/lib/domain/flux/variables";
import { isJsonObject, stringifyJson } from "@/lib/domain/json";
import { hasErrors } from "@/lib/domain/problem";
import { folderOf, resolveRepoPath } from "@/lib/domain/repo-path";
import type { Source } from "@/lib/domain/source";
import { jsonOf, placeOf } from "@/lib/domain/yaml/located";
import type { Gatherer } from "./closure";
import { gatherGenerated, gatherKustomize, kustomizationNames } from "./gather-kustomize";

/** What Flux does around a build of kustomize. */
export type FluxRender = {
  flux: FluxKustomization;
  variables: Variables;
  /** The kustomization file that is built in place of the folder's own one. */
  rewrite: { path: string; text: string };
};

type FluxSource = Extract<Source, { kind: "kustomize" }> & {
  flux: NonNullable<Extract<Source, { kind: "kustomize" }>["flux"]>;
};

/**
 * Everything a folder needs to be built as its Flux Kustomization says; null, with the problems, where that object is
 * missing or not understood.
 */
export async function gatherFlux(
  gather: Gatherer,
  { path, flux: reference }: FluxSource,
): Promise<FluxRender | null> {
  const flux = await fluxIn(gather, reference);
  if (flux === null) return null;
  const own = await ownFile(gather, path);
  const resources = own === null ? generatedResources(path, yamlBelow(gather, path)) : [];
  if (own === null) await gatherGenerated(gather, path, resources);
  else await gatherKustomize(gather, path);
  for (const { path: component, located } of flux.changes.components) {
    if (flux.changes.ignoreMissingComponents && !(await isFolder(gather, path, component))) continue;
    await gatherKustomize(gather, path, {
      reference: component,
      what: "spec.components",
      place: placeOf(located),
    });
  }
  gather.closure.problems.push(...fluxProblems(flux, path));
  const variables = variablesOf(flux, await candidatesOf(gather, flux, reference.variables));
  for (const { name, located } of variables.badNames)
    gather.problem("flux.invalid", `${name} is no name of a variable`, placeOf(located));
  if (hasErrors(gather.closure.problems)) return null;
  const contents = own === null ? null : ((await gather.documents(own))?.[0] ?? null);
  const plain = contents === null ? null : jsonOf(contents);
  const there = new Set<string>();
  for (const { path: component } of flux.changes.components)
    if (await isFolder(gather, path, component)) there.add(component);
  const merged = mergedKustomization(
    own === null ? null : isJsonObject(plain) ? plain : {},
    resources.map((one) => `./${one}`),
    flux.changes,
    (component) => there.has(component),
  );
  const file = own?.path ?? (path === "" ? "kustomization.yaml" : `${path}/kustomization.yaml`);
  return { flux, variables, rewrite: { path: file, text: stringifyJson(merged) } };
}

async function fluxIn(gather: Gatherer, reference: FluxSource["flux"]): Promise<FluxKustomization | null> {
  const start = { file: reference.file, line: 1, column: 1 };
  const found = await gather.follow("", reference.file, "The source", start);
  if (found?.kind !== "file") {
    if (found) gather.problem("flux.missing", `${reference.file} is a folder`, start);
    return null;
  }
  const documents = await gather.documents(found.entry);
  if (documents === null) return null;
  const { flux, problems } = fluxNamed(found.path, documents, reference.name);
  gather.closure.problems.push(...problems);
  return flux;
}

async function ownFile(gather: Gatherer, folder: string) {
  for (const name of kustomizationNames) {
    const found = await gather.index.look(folder === "" ? name : `${folder}/${name}`);
    if (found.kind === "file") return found.entry;
  }
  return null;
}

const yamlBelow = (gather: Gatherer, folder: string): string[] =>
  gather.index.under(folder).flatMap(({ kind, path }) => (kind === "file" ? [path] : []));

async function isFolder(gather: Gatherer, from: string, reference: string): Promise<boolean> {
  const path = resolveRepoPath(from, reference);
  return path !== null && (await gather.index.look(path)).kind === "folder";
}

/** Objects that the variables may come from: of the named files, else of those below the Flux Kustomization's folder. */
async function candidatesOf(
  gather: Gatherer,
  flux: FluxKustomization,
  named: readonly string[],
): Promise<Candidate[]> {
  const wanted = flux.postBuild?.from.map(({ name }) => name) ?? [];
  if (wanted.length === 0) return [];
  const paths =
    named.length > 0 ? named : yamlBelow(gather, folderOf(flux.file)).filter((path) => /\.ya?ml$/.test(path));
  const candidates: Candidate[] = [];
  for (const path of paths) {
    const found = await gather.index.look(path);
    if (found.kind !== "file") continue;
    const text = (await gather.tree.text(found.path)) ?? "";
    if (!wanted.some((name) => text.includes(name)) || !/^kind:\s*["']?(?:ConfigMap|Secret)\b/m.test(text))
      continue;
    gather.closure.entries.set(found.path, found.entry);
    const documents = (await gather.documents(found.entry)) ?? [];
    candidates.push(...documents.map((root, document) => ({ file: found.path, document, root })));
  }
  return candidates;
}
