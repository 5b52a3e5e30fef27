import type { Fleet, FleetReading, Placement, PlacementDeclaration } from "../fleet";
import type { Problem } from "../problem";
import { keyPlace } from "../yaml/located";
import { applicationsOf, type Found } from "./applications";
import { type BlocksReading, type OwnBlock, readBlocks } from "./blocks";
import { environmentsOf } from "./environments";
import { FLEET_FILE, type FleetFiles, layoutOf } from "./files";
import { layered } from "./layers";
import { unreadableObjectives } from "./objectives";
import { placementsOf } from "./placements";
import { type Known, unknownName, unknownReferences } from "./references";
import { declared, emptyRoot, namesIn, type Root, readRoot, rootLayers } from "./root";
import { unknownRootReferences } from "./root-references";
import { backwardPromotions, disagreeingPools, unguardedProduction } from "./rules";
import { scheduleProblems } from "./schedule-rules";

type Read = Found & BlocksReading;

/**
 * Reads what a repository declares: orchestr8.yaml and every application's environments.yaml, layered and placed.
 * Pure and total: whatever is wrong becomes a problem at its place, and everything that is good is in the answer.
 * Problems come sorted by file and line, the same every time.
 */
export function readFleet(files: FleetFiles): FleetReading {
  const layout = layoutOf(files.paths);
  const rootText = files.texts.get(FLEET_FILE);
  const root = rootText === undefined ? emptyRoot : readRoot(rootText);
  const problems: Problem[] = [...root.problems];
  if (rootText === undefined) problems.push(missingRoot);

  const { found, problems: applicationProblems } = applicationsOf(root, files, layout);
  problems.push(...applicationProblems);
  const read = found.map((f): Read => ({ ...f, ...blocksOf(f, files) }));
  for (const one of read) problems.push(...one.problems);
  for (const file of files.memory?.keys() ?? []) if (!files.texts.has(file)) files.memory?.delete(file);

  const { environments, problems: environmentProblems } = environmentsOf(
    root,
    read.flatMap((r) => r.blocks.map((b) => b.environment)),
  );
  problems.push(...environmentProblems);
  const known = knownNames(
    root,
    environments.map((e) => e.name),
  );
  problems.push(...unknownRootReferences(root, known));

  const regions = new Map(
    Object.entries(root.file.clusters ?? {}).map(([name, c]) => [name, c.region ?? null]),
  );
  const declarations: PlacementDeclaration[] = [];
  const placements: Placement[] = [];
  const order = new Map(environments.map((e) => [e.name, e.order]));
  for (const one of read) {
    for (const own of [...one.blocks].sort(
      (a, b) => (order.get(a.environment) ?? 0) - (order.get(b.environment) ?? 0),
    )) {
      problems.push(
        ...unknownReferences(own.block, own.located, known),
        ...unreadableObjectives(own.block, own.located),
      );
      const at = keyPlace(own.map, own.environment);
      const unknown = unknownName(
        "environment",
        own.environment,
        namesIn(root, "environments").length > 0 ? known.environments : null,
        at,
      );
      if (unknown) problems.push(unknown);
      if (!order.has(own.environment)) continue;
      const declaration = declare(root, one, own);
      const placed = placementsOf(declaration, one, regions, layout, root.located !== null);
      declarations.push(declaration);
      placements.push(...placed.placements);
      problems.push(...placed.problems);
    }
  }
  problems.push(
    ...disagreeingPools(declarations),
    ...unguardedProduction(declarations, environments),
    ...backwardPromotions(declarations, environments),
    ...scheduleProblems(declarations, environments),
  );

  const fleet: Fleet = {
    ...declared(root, files.name ?? "fleet"),
    environments,
    applications: read.map((r) => r.application),
    declarations,
    placements,
  };
  return reading(fleet, problems, read);
}

/** A file that is not there is the application list's problem, not an empty declaration. */
function blocksOf(found: Found, { texts, memory }: FleetFiles): BlocksReading {
  if (found.own) return { blocks: found.own, problems: [] };
  const text = texts.get(found.environmentsFile);
  if (text === undefined) return { blocks: [], problems: [] };
  const known = memory?.get(found.environmentsFile);
  if (known?.text === text) return known.blocks;
  const blocks = readBlocks(text, found.environmentsFile);
  memory?.set(found.environmentsFile, { text, blocks });
  return blocks;
}

const missingRoot: Problem = {
  code: "fleet.missing",
  severity: "warning",
  message: `There is no ${FLEET_FILE}: clusters, teams and windows cannot be checked`,
  hint: "o8 fleet init proposes one",
};

function knownNames(root: Root, environments: readonly string[]): Known {
  const usual =
    namesIn(root, "environments").length > 0 ? [] : ["dev", "integration", "staging", "production"];
  if (root.located === null)
    return { clusters: null, teams: null, windows: null, environments: [...environments, ...usual] };
  return {
    clusters: namesIn(root, "clusters"),
    teams: namesIn(root, "teams"),
    windows: namesIn(root, "change_windows"),
    environments: [...environments, ...usual],
  };
}

function declare(root: Root, { application, environmentsFile }: Found, own: OwnBlock): PlacementDeclaration {
  const { environment, block, located, map } = own;
  const cluster =
    block.cluster ?? root.file.environments?.[environment]?.cluster ?? root.file.defaults?.cluster;
  const { line, column } = keyPlace(map, environment);
  const layers = [
    ...rootLayers(root, environment, cluster),
    { layer: "application" as const, block, located },
  ];
  return {
    application: application.name,
    environment,
    file: environmentsFile,
    line,
    column,
    ...layered(layers),
  };
}

function reading(fleet: Fleet, problems: readonly Problem[], read: readonly Read[]): FleetReading {
  const errors = problems.filter((p) => p.severity === "error");
  const files = new Set(errors.map((p) => p.file));
  return {
    fleet,
    problems: [...problems].sort(inReadingOrder),
    valid: errors.length === 0,
    governs: !files.has(FLEET_FILE),
    broken: read.filter((r) => files.has(r.environmentsFile)).map((r) => r.application.name),
  };
}

const inReadingOrder = (a: Problem, b: Problem): number =>
  compare(a.file ?? "", b.file ?? "") ||
  (a.line ?? 0) - (b.line ?? 0) ||
  (a.column ?? 0) - (b.column ?? 0) ||
  compare(a.code, b.code);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
