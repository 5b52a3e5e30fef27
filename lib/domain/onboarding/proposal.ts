import { readBlocks } from "../fleet/blocks";
import { ENVIRONMENTS_FILE } from "../fleet/files";
import { folderOf, lastOf } from "./kustomization";
import type { OnboardingFiles } from "./layout";
import { plainName, tellingName } from "./name";
import type { Settled, SettledApplication } from "./settle";

/** The team that a proposal names where nobody guards production yet. */
const guards = "production-approvers";

/**
 * The text of an orchestr8.yaml that says what was found. Comments tell what is a guess and what is left to people.
 * Declarations that exist already (environments.yaml) are listed and never repeated.
 */
export function proposalOf(files: OnboardingFiles, settled: Settled): string {
  const declared = declarationsIn(files, settled);
  const undeclared = settled.applications.filter((one) => !one.declared);
  const environments = settled.environments.filter((e) => undeclared.some((a) => a.namespaces.has(e.name)));
  const lines = [
    "# Proposed by `o8 fleet init` from the files of this repository; docs/fleet-file.md describes every key.",
    "# `o8 fleet init -o json` lists what speaks for each guess.",
    `name: ${word(plainName(files.name) || "fleet")}`,
    "branch: main",
    "",
    ...clusterLines(environments, declared),
    ...teamLines(declared, undeclared.length > 0 && environments.length > 1),
    ...windowLines(declared),
    ...environmentLines(settled, environments, undeclared),
    "applications:",
    ...settled.applications.flatMap((one) => applicationLines(one, settled)),
    ...declared.folders.flatMap(({ folder, name }) => [
      `  # ${folder}/${ENVIRONMENTS_FILE} says everything`,
      `  ${word(name)}:`,
      `    path: ${word(folder || ".")}`,
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

type Declared = {
  clusters: string[];
  teams: string[];
  windows: string[];
  /** Folders with an environments.yaml that no layout was found for: the usual places hold. */
  folders: { folder: string; name: string }[];
};

function declarationsIn(files: OnboardingFiles, settled: Settled): Declared {
  const [clusters, teams, windows] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const folders: Declared["folders"] = [];
  for (const [file, text] of files.texts) {
    if (lastOf(file) !== ENVIRONMENTS_FILE) continue;
    const folder = folderOf(file);
    if (!settled.applications.some((one) => one.declared && one.path === folder))
      folders.push({ folder, name: plainName(tellingName(folder) ?? files.name) || "application" });
    for (const { block } of readBlocks(text, file).blocks) {
      for (const cluster of [block.cluster, block.failover_cluster]) if (cluster) clusters.add(cluster);
      for (const team of [...Object.keys(block.access ?? {}), ...(block.promotion?.approvers ?? [])])
        teams.add(team);
      if (block.deployment?.change_window) windows.add(block.deployment.change_window);
    }
  }
  return { clusters: [...clusters], teams: [...teams], windows: [...windows], folders };
}

function clusterLines(environments: Settled["environments"], declared: Declared): string[] {
  const guessed = environments.some((e) => !e.clusterKnown);
  const all = new Map(declared.clusters.map((name) => [name, null as string | null]));
  for (const { clusters } of environments) for (const { name, region } of clusters) all.set(name, region);
  return [
    guessed
      ? "# The files do not say which clusters there are: one for each environment is a guess."
      : "# Named in the repository.",
    "# `context:` is the kubeconfig context where it has another name; `region:` and `zones:` say where it runs.",
    "clusters:",
    ...[...all].map(
      ([name, region]) => `  ${word(name)}: ${region === null ? "{}" : `{ region: ${word(region)} }`}`,
    ),
    "",
  ];
}

function teamLines({ teams }: Declared, guarded: boolean): string[] {
  if (teams.length === 0 && !guarded) return [];
  return [
    "# Give each team the groups of your identity provider: until then nobody is in it.",
    "teams:",
    ...teams.map((name) => `  ${word(name)}: { groups: [] }`),
    ...(guarded
      ? ["  # Must say yes to every release that enters production", `  ${guards}: { groups: [] }`]
      : []),
    "",
  ];
}

const windowLines = ({ windows }: Declared): string[] =>
  windows.length === 0
    ? []
    : [
        "# Named by environments.yaml; the hours are a guess.",
        "change_windows:",
        ...windows.map(
          (name) =>
            `  ${word(name)}: { days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", zone: UTC }`,
        ),
        "",
      ];

function environmentLines(
  settled: Settled,
  environments: Settled["environments"],
  undeclared: readonly SettledApplication[],
): string[] {
  if (environments.length === 0) return [];
  const production = environments.findIndex((e) => e.type === "production");
  const before = environments[production - 1];
  return [
    "# In promotion order, least like production first",
    "environments:",
    ...environments.flatMap((one) => {
      const number = undeclared.filter((a) => a.namespaces.has(one.name)).length;
      const [first, second] = one.clusters;
      return [
        `  # ${one.guessed ? "Its name says no type: this one is a guess. " : ""}Found in ${number === 1 ? "one application" : `${number} applications`}`,
        `  ${word(one.name)}:`,
        `    type: ${one.type}`,
        ...(first ? [`    cluster: ${word(first.name)}`] : []),
        ...(second ? [`    failover_cluster: ${word(second.name)}`] : []),
        ...(one === before
          ? [`    promotion: { approvers: [${guards}] }   # guards the way into production`]
          : []),
      ];
    }),
    ...(settled.environments.length > environments.length
      ? ["  # The others are declared by environments.yaml"]
      : []),
    "",
  ];
}

function applicationLines(one: SettledApplication, { environments }: Settled): string[] {
  const { templates } = one;
  const guardedAt = one.declared ? null : lastBeforeProduction(one, environments);
  return [
    `  # ${sentence(one.because)}`,
    `  ${word(one.name)}:`,
    `    path: ${word(one.path || ".")}`,
    ...(templates.kind === "helm"
      ? [
          "    helm:",
          `      chart: ${text(templates.chart)}`,
          `      values: [${templates.values.map(text).join(", ")}]`,
        ]
      : [`    ${templates.kind}: [${templates.folders.map(text).join(", ")}]`]),
    ...(one.flux
      ? [
          `    flux: { file: ${one.flux.files.length === 1 ? text(one.flux.files[0] ?? "") : `[${one.flux.files.map(text).join(", ")}]`}, name: ${text(one.flux.name)} }`,
        ]
      : []),
    ...(one.declared
      ? []
      : [
          "    environments:",
          ...environments.flatMap(({ name }) => {
            const namespace = one.namespaces.get(name);
            if (namespace === undefined) return [];
            const approvers = name === guardedAt ? `, promotion: { approvers: [${guards}] }` : "";
            const guess = namespace.known ? "" : "   # nothing names a namespace: a guess";
            return [`      ${word(name)}: { namespace: ${text(namespace.name)}${approvers} }${guess}`];
          }),
        ]),
  ];
}

/** Where its way into production is not the fleet's: the environment before production that this application has. */
function lastBeforeProduction(one: SettledApplication, environments: Settled["environments"]): string | null {
  const production = environments.findIndex((e) => e.type === "production");
  if (!environments.some((e) => e.type === "production" && one.namespaces.has(e.name))) return null;
  const own = environments.slice(0, Math.max(0, production)).filter((e) => one.namespaces.has(e.name));
  const last = own.at(-1);
  return last !== undefined && last !== environments[production - 1] ? last.name : null;
}

const sentence = (part: string): string => part.charAt(0).toUpperCase() + part.slice(1);
const text = (value: string): string => JSON.stringify(value);
/** A plain YAML word, or quoted where a reader would take it for something else. */
const word = (value: string): string =>
  /^[A-Za-z][A-Za-z0-9._/-]*$/.test(value) && !/^(null|true|false|y|n|yes|no|on|off)$/i.test(value)
    ? value
    : text(value);
