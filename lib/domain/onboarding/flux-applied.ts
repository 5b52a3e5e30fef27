import { type Layout, layoutOf } from "../fleet/files";
import type { Problem } from "../problem";
import { listed } from "../promotion/sentence";
import type { FluxEntry } from "./flux";
import { closureOf, type Kustomization } from "./kustomization";
import type { Evidence, Found, OnboardingFiles, Spot } from "./layout";

/**
 * The application with the Flux Kustomizations that apply it, where one pattern of files and names finds all of them; else
 * as it was, with a warning for each that changes something.
 */
export function appliedByFlux(
  one: Found,
  flux: readonly FluxEntry[],
  kustomizations: ReadonlyMap<string, Kustomization>,
  files: OnboardingFiles,
): { found: Found; problems: Problem[]; evidence: Evidence[] } {
  const unchanged = { found: one, problems: [] as Problem[], evidence: [] as Evidence[] };
  if (one.templates.kind === "helm") return unchanged;
  const nearest = one.spots.map((spot) => entriesOf(spot, flux, kustomizations));
  const several = nearest.filter((all) => all.length > 1);
  if (several.length > 0) return { ...unchanged, problems: several.map(appliedTwice) };
  const entries = nearest.map(([entry]) => entry);
  const found = entries.flatMap((entry) => entry ?? []);
  if (found.length === 0) return unchanged;
  const pattern = found.length === one.spots.length ? patternOf(found, layoutOf(files.paths)) : null;
  if (pattern === null) return { ...unchanged, problems: found.flatMap(({ changes }) => changes ?? []) };
  const spots = one.spots.map((spot, at): Spot => {
    const entry = entries[at];
    return entry && spot.source.kind !== "helm"
      ? {
          ...spot,
          source: {
            kind: "kustomize",
            path: spot.source.path,
            flux: { file: entry.file, name: entry.name, variables: [] },
          },
        }
      : spot;
  });
  const changing = found.filter(({ changes }) => changes !== null);
  const evidence = {
    claim: `${one.name || one.path} is applied by the Flux Kustomization ${listed([...new Set(found.map(({ name }) => name))])}`,
    because:
      changing.length === 0
        ? "its path leads to the folders, which it applies as they are"
        : `its path leads to the folders, which it changes in ${listed(changing.map(({ environment }) => environment))}`,
    files: [...new Set(found.map(({ file }) => file))],
  };
  return { found: { ...one, spots, flux: pattern }, problems: [], evidence: [evidence] };
}

/** Two objects make two sets of objects of one folder, and an application is one of them. */
const appliedTwice = (entries: readonly FluxEntry[]): Problem => ({
  code: "onboarding.flux",
  severity: "warning",
  message: `Flux applies ${entries[0]?.folder} in ${entries[0]?.environment} by ${listed(entries.map(({ name }) => name))}: what they change is not in what is rendered here`,
  hint: "Write an application for each of them, with its own name under flux:",
  file: entries[0]?.file,
});

/** The entries of a spot's environment that apply its folder, or one that holds it: the nearest. */
function entriesOf(
  { environment, source }: Spot,
  flux: readonly FluxEntry[],
  kustomizations: ReadonlyMap<string, Kustomization>,
): readonly FluxEntry[] {
  if (source.kind === "helm") return [];
  const here = flux.filter((entry) => entry.environment === environment);
  const exact = here.filter(({ folder }) => folder === source.path);
  const around =
    exact.length > 0 ? exact : here.filter((entry) => takesIn(entry, source.path, kustomizations));
  const nearest = Math.max(...around.map(({ folder }) => folder.length));
  return around.filter(({ folder }) => folder.length === nearest);
}

function takesIn(
  { folder }: FluxEntry,
  path: string,
  kustomizations: ReadonlyMap<string, Kustomization>,
): boolean {
  const own = kustomizations.get(folder);
  return own === undefined
    ? path.startsWith(`${folder}/`)
    : closureOf(own, kustomizations).some((one) => one.folder === path);
}

/** The templates that lead from each entry's environment to its file and name, and to no other file first. */
function patternOf(entries: readonly FluxEntry[], layout: Layout): Found["flux"] | null {
  const files = [...new Set(entries.map(({ file, environment }) => `/${templated(file, environment)}`))];
  const names = new Set(entries.map(({ name }) => name));
  const templates = new Set(entries.map(({ name, environment }) => templatedWord(name, environment)));
  const [name] = names.size === 1 ? names : templates.size === 1 ? templates : [];
  if (name === undefined) return null;
  const leads = entries.every(({ file, environment }) => {
    const tried = files.map((template) => template.slice(1).replaceAll("{environment}", environment));
    return tried.find(layout.has) === file;
  });
  return leads ? { files, name } : null;
}

const templated = (file: string, environment: string): string =>
  file
    .split("/")
    .map((part) => (part === environment ? "{environment}" : part))
    .join("/");

/** `apps-staging`: the environment as a word of its own. */
const templatedWord = (name: string, environment: string): string =>
  name
    .split("-")
    .map((part) => (part === environment ? "{environment}" : part))
    .join("-");
