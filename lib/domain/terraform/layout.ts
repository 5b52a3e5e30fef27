import { resolved } from "../onboarding/kustomization";

/** The words that stand for an environment in folder and file names: its name and the fleet's tokens. */
export type EnvironmentWords = { name: string; words: readonly string[] };

/** One root module of one environment: what `terraform apply` runs in. */
export type Root = {
  environment: string;
  /** The root's path with the environment left out: equal for the roots that belong together. */
  stack: string;
  folder: string;
  /** Weakest first: terraform.tfvars, *.auto.tfvars, then files that -var-file must name. */
  inputs: readonly string[];
};

export const isTerraformPath = (path: string): boolean =>
  /\.(tf|tfvars)(\.json)?$/.test(path) || path.endsWith("/.terraform.lock.hcl");
export const isPulumiPath = (path: string): boolean => /(^|\/)Pulumi\.[^/]+\.ya?ml$/.test(path);

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));
const lastOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/**
 * The root modules of each environment: a folder that an environment's word names (`terraform/production`), or one
 * folder with a file of inputs for each (`production.tfvars`). Modules that others call are none.
 */
export function rootsOf(paths: readonly string[], environments: readonly EnvironmentWords[]): Root[] {
  const files = paths.filter((path) => isTerraformPath(path) && !path.includes("/.terraform/"));
  const folders = new Set(files.filter((path) => /\.tf(\.json)?$/.test(path)).map(folderOf));
  const roots = new Map<string, Root>();
  for (const folder of folders) {
    const found = environmentOf(folder, environments);
    if (found === null || folder.split("/").includes("modules")) continue;
    const own = files.filter((path) => folderOf(path) === folder && /\.tfvars(\.json)?$/.test(path));
    roots.set(`${folder} ${found.environment}`, { ...found, folder, inputs: [...own].sort(byStrength) });
  }
  for (const file of files.filter((path) => /\.tfvars(\.json)?$/.test(path))) {
    const stem = lastOf(file).replace(/(\.auto)?\.tfvars(\.json)?$/, "");
    const named = environments.find(({ words }) => stem.split(/[._-]/).some((word) => words.includes(word)));
    const inFolder = environmentOf(folderOf(file), environments);
    const environment = inFolder?.environment ?? named?.name;
    // `envs/production/terraform.tfvars` or `vars/production.tfvars` for one module above it.
    const folder = nearest(folderOf(file), folders);
    if (environment === undefined || folder === null || roots.has(`${folder} ${inFolder?.environment}`))
      continue;
    const key = `${folder} ${environment}`;
    const before = roots.get(key);
    const inputs = [
      ...new Set([...sharedInputs(files, folder, environments), ...(before?.inputs ?? []), file]),
    ];
    roots.set(key, { environment, stack: folder, folder, inputs: inputs.sort(byStrength) });
  }
  return [...roots.values()].sort((a, b) => (a.folder < b.folder ? -1 : a.folder > b.folder ? 1 : 0));
}

function environmentOf(folder: string, environments: readonly EnvironmentWords[]) {
  const segments = folder.split("/");
  const at = segments.findIndex((segment) => environments.some(({ words }) => words.includes(segment)));
  const found = environments.find(({ words }) => words.includes(segments[at] ?? ""));
  if (found === undefined) return null;
  return {
    environment: found.name,
    stack: segments.map((s, i) => (i === at ? "{environment}" : s)).join("/"),
  };
}

function sharedInputs(
  files: readonly string[],
  folder: string,
  environments: readonly EnvironmentWords[],
): string[] {
  return files.filter(
    (path) =>
      folderOf(path) === folder &&
      /(^|\/)(terraform|.*\.auto)\.tfvars(\.json)?$/.test(path) &&
      !environments.some(({ words }) =>
        lastOf(path)
          .split(/[._-]/)
          .some((word) => words.includes(word)),
      ),
  );
}

/** The folder itself or the nearest above that has a module; beside it when there is exactly one. */
function nearest(from: string, folders: ReadonlySet<string>): string | null {
  for (let folder = from; ; folder = folderOf(folder)) {
    if (folders.has(folder)) return folder;
    if (folder === "") return null;
  }
}

// Terraform's own order: terraform.tfvars, then *.auto.tfvars by name, then -var-file.
const strength = (path: string): number =>
  /(^|\/)terraform\.tfvars(\.json)?$/.test(path) ? 0 : /\.auto\.tfvars(\.json)?$/.test(path) ? 1 : 2;
const byStrength = (a: string, b: string): number =>
  strength(a) - strength(b) || (a < b ? -1 : a > b ? 1 : 0);

/** The folder a local module's source leads to; null for a registry, Git or anything remote. */
export const localModule = (folder: string, source: string): string | null =>
  /^\.{1,2}\//.test(source) ? resolved(folder, source) : null;
