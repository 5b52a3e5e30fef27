const kustomizations: ReadonlySet<string> = new Set([
  "kustomization.yaml",
  "kustomization.yml",
  "Kustomization",
]);

/**
 * The resources of the kustomization that Flux makes for a folder without one: every YAML file below it, and in place of
 * a folder that has a kustomization that folder (fluxcd/pkg/kustomize, scanManifests). `paths` are files of the repository;
 * the answer is relative to the folder.
 */
export function generatedResources(folder: string, paths: Iterable<string>): string[] {
  const start = folder === "" ? "" : `${folder}/`;
  const below = [...paths].filter((path) => path.startsWith(start)).map((path) => path.slice(start.length));
  const built = new Set(below.filter((path) => kustomizations.has(lastOf(path))).map(folderOf));
  const found = new Set<string>();
  for (const path of below) {
    const outer = foldersOf(path).find((one) => built.has(one));
    if (outer !== undefined) found.add(outer);
    else if (/\.ya?ml$/.test(path)) found.add(path);
  }
  return [...found].sort((a, b) => (a.replaceAll("/", "\0") < b.replaceAll("/", "\0") ? -1 : 1));
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** `a` and `a/b` of `a/b/c.yaml`, the outermost first. */
const foldersOf = (path: string): string[] =>
  [...path.matchAll(/\//g)].map((slash) => path.slice(0, slash.index));
