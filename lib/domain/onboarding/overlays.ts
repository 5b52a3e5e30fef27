import { ENVIRONMENTS_FILE, joined } from "../fleet/files";
import type { Problem } from "../problem";
import { type EnvironmentPath, environmentIn } from "./environment-path";
import { closureOf, folderOf, type Kustomization } from "./kustomization";
import { type Found, leftOut, type OnboardingFiles, type Spot } from "./layout";
import { tellingName } from "./name";
import { isTemplate } from "./words";

type Member = { at: EnvironmentPath; folder: string; file: string; kustomization: Kustomization | null };
type Group = { key: string; members: Member[] };

/**
 * Applications that have one folder for each environment, with or without a kustomization in it. Components, shared bases,
 * parts of an overlay, Flux's own bootstrap, and folders to copy from are none; those that look like one are told.
 */
export function overlaysOf(
  files: OnboardingFiles,
  kustomizations: ReadonlyMap<string, Kustomization>,
  manifests: ReadonlySet<string>,
): { found: Found[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const paths = new Set(files.paths);
  const members: Member[] = [];
  for (const one of kustomizations.values()) {
    if (one.folder.split("/").some(isTemplate)) {
      problems.push(leftOut(one.file, `${one.folder} is a template to copy from: it is no environment`));
      continue;
    }
    const at = environmentIn(one.folder);
    if (at === null || isPart(one, at, kustomizations)) continue;
    if (one.component) {
      problems.push(
        leftOut(one.file, `${one.folder} is a Component, a part of others: it is no environment`),
      );
      continue;
    }
    if (paths.has(joined(one.folder, "gotk-components.yaml"))) {
      problems.push(leftOut(one.file, `${one.folder} is what Flux writes when it is installed`));
      continue;
    }
    members.push({ at, folder: one.folder, file: one.file, kustomization: one });
  }
  for (const folder of manifests) {
    const at = environmentIn(folder);
    if (at === null || at.tail !== "" || kustomizations.has(folder)) continue;
    const file = files.paths.find((path) => folderOf(path) === folder) ?? folder;
    members.push({ at, folder, file, kustomization: null });
  }
  const all = grouped(members);
  const layers = all.filter((group) => isClusterLayer(group, all));
  const groups = all.filter((group) => !layers.includes(group));
  const known = new Set(
    groups.filter((g) => environmentsIn(g).filter((m) => m.at.staged).length > 1).flatMap(stagesIn),
  );
  const found = groups.flatMap((group): Found[] => {
    const stages = stagesIn(group);
    const kept =
      known.size === 0
        ? environmentsIn(group).length > 1
          ? group.members
          : []
        : group.members.filter((m) => m.at.staged && (stages.length > 1 || known.has(m.at.environment)));
    for (const { at, file, folder } of group.members)
      if (kept.length > 0 && !at.staged && known.size > 0)
        problems.push(
          leftOut(
            file,
            `${folder} stands beside environments, and its name says no stage`,
            "Add it under environments: when it is one",
          ),
        );
    return kept.length === 0
      ? []
      : [
          applicationOf(
            kept,
            paths,
            kustomizations,
            layers.find((l) => beforeOf(l) === beforeOf(group)),
          ),
        ];
  });
  const inner = new Set(found.flatMap((f) => f.spots.map((spot) => pathOf(spot))));
  return { found: found.filter((one) => !aggregates(one, kustomizations, inner)), problems };
}

/** A kustomization below an environment's folder that this environment itself takes in. */
function isPart(one: Kustomization, at: EnvironmentPath, all: ReadonlyMap<string, Kustomization>): boolean {
  if (one.folder === at.folder) return false;
  return [...all.values()].some(
    (other) =>
      other !== one &&
      (other.folder === at.folder || other.folder.startsWith(`${at.folder}/`)) &&
      other.references.some(({ path }) => path === one.folder),
  );
}

function grouped(members: readonly Member[]): Group[] {
  const groups = new Map<string, Group>();
  for (const member of members) {
    const { at, kustomization } = member;
    // One application may have overlays for an environment and, deeper, for its regions.
    const key = `${kustomization ? "" : "plain:"}${at.before}|${at.container ?? ""}|${at.tail}`;
    const group = groups.get(key) ?? { key, members: [] };
    group.members.push(member);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

const beforeOf = (group: Group): string | undefined => group.members[0]?.at.before;

/** `clusters/NAME` beside the environments' own folders: what one cluster has in its own way. */
const isClusterLayer = (group: Group, all: readonly Group[]): boolean =>
  group.members[0]?.at.container === "clusters" &&
  all.some(
    (other) =>
      other !== group && beforeOf(other) === beforeOf(group) && other.members[0]?.at.container !== "clusters",
  );

const environmentsIn = (group: Group): Member[] => [
  ...new Map(group.members.map((m) => [m.at.environment, m])).values(),
];
const stagesIn = (group: Group): string[] =>
  environmentsIn(group)
    .filter((m) => m.at.staged)
    .map((m) => m.at.environment);

function applicationOf(
  members: readonly Member[],
  paths: ReadonlySet<string>,
  kustomizations: ReadonlyMap<string, Kustomization>,
  layer: Group | undefined,
): Found {
  const first = members[0]?.at;
  const before = first?.before ?? "";
  const kind = members[0]?.kustomization ? ("kustomize" as const) : ("plain" as const);
  // What is more particular comes first: the first folder that exists is built.
  const own = [...new Set(members.map((m) => m.at.template))].sort((a, b) => b.length - a.length);
  const folders = layer ? ["clusters/{cluster}", ...own] : own;
  const spots = members.map(
    ({ at, folder, file }): Spot => ({
      environment: at.environment,
      region: at.region,
      source: { kind, path: folder },
      file,
      namespace: namespaceOf(folder, kustomizations),
    }),
  );
  const name = tellingName(first?.tail ?? "") ?? tellingName(before) ?? "";
  return {
    name,
    path: before,
    templates: { kind, folders },
    spots,
    declared: paths.has(joined(before, ENVIRONMENTS_FILE)),
    because: `${kind === "plain" ? "manifests" : "kustomizations"} in ${joined(before, folders.at(-1) ?? "")}`,
    files: [...members, ...(layer?.members ?? [])].map((m) => m.file),
    clusters: layer?.members.map((m) => m.at.environment) ?? [],
  };
}

const pathOf = ({ source }: Spot): string => (source.kind === "helm" ? source.chart : source.path);

/** Nothing but a list of other applications' folders: their objects must not count twice. */
function aggregates(
  one: Found,
  all: ReadonlyMap<string, Kustomization>,
  inner: ReadonlySet<string>,
): boolean {
  return one.spots.every((spot) => {
    const kustomization = all.get(pathOf(spot));
    return (
      kustomization !== undefined &&
      kustomization.references.length > 0 &&
      kustomization.references.every(({ path }) => inner.has(path))
    );
  });
}

/** The namespace that the outermost kustomization of a folder sets. */
const namespaceOf = (folder: string, all: ReadonlyMap<string, Kustomization>): string | null => {
  const start = all.get(folder);
  return start ? (closureOf(start, all).find((one) => one.namespace !== null)?.namespace ?? null) : null;
};
