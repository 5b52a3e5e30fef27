import { ENVIRONMENTS_FILE, layoutOf } from "../fleet/files";
import type { Problem } from "../problem";
import { chartsOf } from "./charts";
import { environmentIn } from "./environment-path";
import { type FluxEntry, fluxEntries, isBootstrap, isFluxText } from "./flux";
import { appliedByFlux } from "./flux-applied";
import {
  folderOf,
  isKustomizationFile,
  type Kustomization,
  lastOf,
  readKustomization,
} from "./kustomization";
import type { Discovery, Evidence, Found, OnboardingFiles, Spot } from "./layout";
import { distinct } from "./name";
import { overlaysOf } from "./overlays";
import { isShared } from "./words";

/** Must the text of this path be read before `discover`? Kustomizations, declarations, and manifests that lie in an environment's folder. */
export const isOnboardingPath = (path: string): boolean =>
  isKustomizationFile(path) ||
  lastOf(path) === ENVIRONMENTS_FILE ||
  isBootstrap(path) ||
  (/\.ya?ml$/.test(path) && environmentIn(folderOf(path))?.tail === "");

/**
 * Finds the applications and environments of a repository that has no orchestr8.yaml, by its layout alone: nothing is
 * rendered. Every application comes with the folder or chart of each of its environments, and with what speaks for it.
 */
export function discover(files: OnboardingFiles): Discovery {
  const layout = layoutOf(files.paths);
  const kustomizations = new Map<string, Kustomization>();
  for (const [file, text] of files.texts) {
    const read = isKustomizationFile(file) && !isFluxText(text) ? readKustomization(file, text) : null;
    if (read) kustomizations.set(read.folder, read);
  }
  const { entries: flux, problems: fluxProblems } = fluxEntries(files.texts, layout);
  const overlays = overlaysOf(files, kustomizations, manifestFolders(files));
  const charts = chartsOf(files);
  const layouts = [...overlays.found, ...charts.found];
  const shared = everywhere(flux, layouts, files);
  const problems: Problem[] = [...overlays.problems, ...charts.problems, ...fluxProblems];
  const named = distinct(
    [...layouts, ...shared].map((one) => ({
      ...one,
      name: nameOf(one, flux, files.name, layouts.length + shared.length),
    })),
  ).map(
    (one): Found => ({
      ...one,
      spots: one.spots.map((spot) => withNames(spot, one.name)),
    }),
  );
  const applied = named.map((one) => appliedByFlux(one, flux, kustomizations, files));
  const applications = applied.map(({ found }) => found);
  problems.push(
    ...applied.flatMap((one) => one.problems),
    ...incomplete(applications, kustomizations, layout),
  );
  return {
    applications,
    clusters: new Map(
      flux.map(({ environment, file }) => [environment, { cluster: environment, files: [file] }] as const),
    ),
    evidence: [...evidenceOf(kustomizations, flux), ...applied.flatMap((one) => one.evidence)],
    problems,
  };
}

/** Folders of an environment that hold objects themselves; what Flux or kustomize reads as its own is none. */
function manifestFolders({ texts }: OnboardingFiles): Set<string> {
  const folders = new Set<string>();
  const ours = new Set<string>();
  for (const [file, text] of texts) {
    if (isFluxText(text)) ours.add(folderOf(file));
    if (/^apiVersion:/m.test(text) && /^kind:/m.test(text)) folders.add(folderOf(file));
  }
  for (const folder of ours) folders.delete(folder);
  return folders;
}

/** Folders that Flux applies in several environments alike. */
function everywhere(flux: readonly FluxEntry[], layouts: readonly Found[], files: OnboardingFiles): Found[] {
  const known = new Set(layouts.flatMap((one) => one.spots.map((spot) => pathOf(spot))));
  const byFolder = new Map<string, FluxEntry[]>();
  for (const entry of flux)
    if (!known.has(entry.folder)) byFolder.set(entry.folder, [...(byFolder.get(entry.folder) ?? []), entry]);
  return [...byFolder].flatMap(([folder, entries]): Found[] => {
    const [first] = entries;
    if (first === undefined) return [];
    const kind = files.paths.some((path) => folderOf(path) === folder && isKustomizationFile(path))
      ? ("kustomize" as const)
      : ("plain" as const);
    return [
      {
        name: first.name,
        path: folder,
        templates: { kind, folders: ["."] },
        spots: entries.map(({ environment, file }) => ({
          environment,
          region: null,
          source: { kind, path: folder },
          file,
          namespace: null,
        })),
        declared: false,
        because: `Flux applies ${folder} as ${first.name}`,
        files: entries.map((e) => e.file),
        clusters: [],
      },
    ];
  });
}

function nameOf(one: Found, flux: readonly FluxEntry[], repository: string, count: number): string {
  const folders = new Set(one.spots.map((spot) => pathOf(spot)));
  const applied = flux.find((entry) => folders.has(entry.folder))?.name;
  return one.name || applied || (count === 1 ? repository : lastOf(one.path) || repository);
}

const withNames = (spot: Spot, name: string): Spot =>
  spot.source.kind === "helm"
    ? { ...spot, source: { ...spot.source, release: name, namespace: name } }
    : spot;

const pathOf = (spot: Spot): string => (spot.source.kind === "helm" ? spot.source.chart : spot.source.path);

/** What an application's kustomizations name and the repository does not have: the reason a template cannot render alone. */
function incomplete(
  applications: readonly Found[],
  all: ReadonlyMap<string, Kustomization>,
  layout: { has(path: string): boolean; hasFolder(path: string): boolean },
): Problem[] {
  return applications.flatMap((one) =>
    one.spots.flatMap((spot) =>
      (all.get(pathOf(spot))?.references ?? [])
        .filter(({ path }) => !layout.has(path) && !layout.hasFolder(path))
        .map(
          ({ path, place }): Problem => ({
            code: "onboarding.incomplete",
            severity: "warning",
            message: `${pathOf(spot)} cannot render alone: the repository has no ${path}`,
            hint: "A folder to copy from is no environment: leave it out, or add the file",
            ...place,
          }),
        ),
    ),
  );
}

function evidenceOf(
  all: ReadonlyMap<string, Kustomization>,
  flux: readonly FluxEntry[],
): readonly Evidence[] {
  const evidence: Evidence[] = [];
  const components = [...all.values()].filter((one) => one.component);
  if (components.length > 0)
    evidence.push({
      claim: `${components.length} Components are parts and no environments`,
      because: "kind: Component is built only inside other kustomizations",
      files: components.map((one) => one.file),
    });
  const bases = [...all.values()].filter((one) => !one.component && isShared(lastOf(one.folder)));
  if (bases.length > 0)
    evidence.push({
      claim: `${bases.length === 1 ? "one folder is" : `${bases.length} folders are`} shared by environments`,
      because: "they are named base, common or the like, and overlays build on them",
      files: bases.map((one) => one.file),
    });
  if (flux.length > 0)
    evidence.push({
      claim: "Flux delivers this repository",
      because: "there are Flux Kustomizations below clusters/",
      files: [...new Set(flux.map((entry) => entry.file))],
    });
  return evidence;
}
