/** Folder names that hold one folder for each environment. */
export const containers: ReadonlySet<string> = new Set([
  "overlays",
  "overlay",
  "envs",
  "env",
  "environments",
  "environment",
  "stages",
]);

/** Folder names that hold what environments share, or what they are made from. */
const shared: ReadonlySet<string> = new Set([
  "base",
  "bases",
  "common",
  "default",
  "shared",
  "global",
  "components",
  "component",
]);

/** Folder names that say where manifests lie, and nothing of what they deploy. */
export const generic: ReadonlySet<string> = new Set([
  ...containers,
  "apps",
  "applications",
  "app",
  "chart",
  "charts",
  "cluster",
  "clusters",
  "components",
  "config",
  "deploy",
  "deployment",
  "deployments",
  "gitops",
  "helm",
  "infra",
  "k8s",
  "kube",
  "kubernetes",
  "kubernetes-manifests",
  "kustomize",
  "manifests",
  "services",
  "src",
  "values",
]);

const stages: ReadonlySet<string> = new Set(
  "dev devel develop development local sandbox nonprod nonproduction int integration test testing qa ci uat acc acceptance stage staging stg preprod preproduction canary prd prod production live".split(
    " ",
  ),
);

const wordsOf = (name: string): string[] => name.toLowerCase().split(/[-_.]/);

/** Is one of its words a stage, such as `staging`, `prod-eu` or `init-db-production`? Never inside a word: not `product`. */
export const namesStage = (name: string): boolean =>
  wordsOf(name).some((word) => stages.has(word.replace(/\d+$/, ""))) ||
  /(^|[-_.])(non|pre)-?prod/i.test(name);

export const isShared = (name: string): boolean => shared.has(name.toLowerCase());

/** Something to copy from, never to deploy. */
export const isTemplate = (name: string): boolean =>
  wordsOf(name).some((word) => /^_?(templates?|skeleton|scaffold|example|sample)$/.test(word)) ||
  name.startsWith("_");

/** A cloud region, such as `eu-central-1`, `europe-west4` or `westeurope`. */
export const isRegion = (name: string): boolean =>
  /^[a-z]{2}(-gov)?-(central|north|south|east|west|northeast|northwest|southeast|southwest)-\d[a-z]?$/.test(
    name,
  ) ||
  /^(us|europe|asia|australia|northamerica|southamerica|me|africa)-[a-z]+\d+$/.test(name) ||
  /^(north|south|east|west|central)(europe|us)\d?$/.test(name);

const places: ReadonlySet<string> = new Set(
  "eu us uk ap asia emea apac na sa af me east west north south central primary secondary".split(" "),
);

/**
 * What `name` adds to the environment `whole`: `fwi` for `production-fwi` and `production`, `init-db` for
 * `init-db-production`; null when it does not contain it, or adds a place or number: `prod-eu` stands for itself.
 */
export function additionTo(name: string, whole: string): string | null {
  const [words, inner] = [wordsOf(name), wordsOf(whole)];
  const extra = words.length - inner.length;
  if (extra <= 0) return null;
  const starts = inner.every((word, i) => words[i] === word);
  const ends = inner.every((word, i) => words[extra + i] === word);
  if (!starts && !ends) return null;
  const added = starts ? words.slice(inner.length) : words.slice(0, extra);
  const place =
    isRegion(added.join("-")) || added.every((word) => places.has(word) || /^\d+[a-z]?$/.test(word));
  return place ? null : added.join("-");
}
