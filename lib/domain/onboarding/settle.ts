import type { EnvironmentType } from "../fleet";
import { typeOfName } from "../fleet/environments";
import type { Manifest } from "../manifest";
import type { Problem } from "../problem";
import type { Discovery, Evidence, Found, Spot } from "./layout";
import { additionTo } from "./words";

/** What one spot rendered to. */
export type Outcome = {
  status: "rendered" | "empty" | "failed";
  objects: readonly Manifest[];
  problems: readonly Problem[];
};
export type Rendering = (spot: Spot) => Outcome;

export type SettledEnvironment = {
  name: string;
  type: EnvironmentType;
  guessed: boolean;
  clusters: { name: string; region: string | null }[];
  clusterKnown: boolean;
  files: string[];
};
export type SettledApplication = Found & {
  /** Environment -> namespace, and how it is known. */
  namespaces: ReadonlyMap<string, { name: string; known: boolean }>;
};
export type Settled = {
  environments: readonly SettledEnvironment[];
  applications: readonly SettledApplication[];
  evidence: readonly Evidence[];
  problems: readonly Problem[];
};

const ranks: Readonly<Record<EnvironmentType, number>> = {
  development: 0,
  integration: 1,
  staging: 2,
  production: 3,
};

/**
 * Decides, with what the folders render to, which of them are environments: a variant such as `production-fwi` that
 * deploys into production's own namespaces is none. Environments come in promotion order.
 */
export function settle(discovery: Discovery, render: Rendering): Settled {
  const evidence: Evidence[] = [];
  const names = [...new Set(discovery.applications.flatMap((a) => a.spots.map((s) => s.environment)))];
  const variants = new Map<string, string>();
  for (const name of names) {
    // The shortest is the environment itself, not another variant of it.
    const of = names
      .filter(
        (other) =>
          additionTo(name, other) !== null && sameNamespaces(discovery.applications, name, other, render),
      )
      .sort((a, b) => a.length - b.length)[0];
    if (of !== undefined) variants.set(name, of);
  }
  const applications = discovery.applications
    .map((one) => ({ ...one, spots: one.spots.filter((spot) => !variants.has(spot.environment)) }))
    .filter((one) => one.spots.length > 0)
    .map((one): SettledApplication => ({ ...one, namespaces: namespacesOf(one, render) }));
  const environments = names
    .filter((name) => !variants.has(name))
    .map((name): SettledEnvironment => {
      const known = discovery.clusters.get(name);
      return {
        name,
        type: typeOfName(name) ?? "integration",
        guessed: typeOfName(name) === null,
        clusters: clustersOf(name, discovery, known?.cluster),
        clusterKnown: known !== undefined || discovery.applications.some((a) => a.clusters.length > 0),
        files: filesOf(discovery, name),
      };
    })
    .sort((a, b) => ranks[a.type] - ranks[b.type] || (a.name < b.name ? -1 : 1));
  for (const [name, of] of variants)
    evidence.push({
      claim: `${name} is another way to deploy ${of}, not an environment`,
      because: `it deploys the same applications into the namespaces of ${of}`,
      files: filesOf(discovery, name),
    });
  for (const one of applications)
    evidence.push({
      claim: `${one.name} is an application`,
      because: `${one.because} for ${environments.flatMap((e) => (one.namespaces.has(e.name) ? [e.name] : [])).join(", ")}`,
      files: [...new Set(one.files)],
    });
  evidence.push(...discovery.evidence);
  for (const one of environments)
    evidence.push({
      claim: `${one.name} is an environment of type ${one.type}`,
      because: one.guessed
        ? "its folder stands where environments stand; its name says no type, so that one is a guess"
        : `folders or files of ${count(applications, one.name)} are named so`,
      files: one.files,
    });
  return { environments, applications, evidence, problems: discovery.problems };
}

/** The environment's cluster and, where folders tell of one, the cluster that takes over. */
function clustersOf(
  environment: string,
  { applications }: Discovery,
  known: string | undefined,
): SettledEnvironment["clusters"] {
  const type = typeOfName(environment);
  const named = [...new Set(applications.flatMap((a) => a.clusters))].filter(
    (c) => type !== null && typeOfName(c) === type,
  );
  if (named.length > 0) return named.slice(0, 2).map((name) => ({ name, region: null }));
  const regions = [
    ...new Set(
      applications.flatMap((a) =>
        a.spots.flatMap((s) => (s.environment === environment ? (s.region ?? []) : [])),
      ),
    ),
  ];
  if (regions.length > 0)
    return regions.slice(0, 2).map((region) => ({ name: `${environment}-${region}`, region }));
  return [{ name: known ?? `${environment}-cluster`, region: null }];
}

const filesOf = (discovery: Discovery, environment: string): string[] => [
  ...new Set(
    discovery.applications.flatMap((a) =>
      a.spots.filter((s) => s.environment === environment).map((s) => s.file),
    ),
  ),
];

const count = (applications: readonly Found[], environment: string): string => {
  const number = applications.filter((a) => a.spots.some((s) => s.environment === environment)).length;
  return number === 1 ? "one application" : `${number} applications`;
};

function sameNamespaces(
  applications: readonly Found[],
  name: string,
  other: string,
  render: Rendering,
): boolean {
  const place = (one: Found, environment: string) => {
    const spot = one.spots.find((s) => s.environment === environment);
    return spot ? namespaceIn(spot, render)?.name : undefined;
  };
  const both = applications.flatMap((one) => {
    const mine = place(one, name);
    return mine === undefined ? [] : [{ mine, theirs: place(one, other) }];
  });
  return both.length > 0 && both.every(({ mine, theirs }) => mine === theirs);
}

function namespacesOf(one: Found, render: Rendering): SettledApplication["namespaces"] {
  const found = new Map<string, { name: string; known: boolean }>();
  for (const spot of one.spots) {
    if (found.has(spot.environment)) continue;
    const fallback = spot.source.kind === "helm" ? one.name : "default";
    found.set(spot.environment, namespaceIn(spot, render) ?? { name: fallback, known: false });
  }
  return found;
}

/** The namespace most of the objects lie in, else the one that they make, else the one that a kustomization sets. */
function namespaceIn(spot: Spot, render: Rendering): { name: string; known: boolean } | null {
  const { objects } = render(spot);
  const counts = new Map<string, number>();
  for (const { metadata } of spot.source.kind === "helm" ? [] : objects)
    if (metadata.namespace) counts.set(metadata.namespace, (counts.get(metadata.namespace) ?? 0) + 1);
  const [most] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (most) return { name: most[0], known: true };
  const made = objects.filter((object) => object.kind === "Namespace");
  const [only] = made;
  if (only !== undefined && made.length === 1) return { name: only.metadata.name, known: true };
  return spot.namespace === null ? null : { name: spot.namespace, known: true };
}
