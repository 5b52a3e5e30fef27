import { FLEET_FILE, isFleetPath } from "@/lib/domain/fleet/files";
import { readFleet } from "@/lib/domain/fleet/read";
import { discover, isOnboardingPath } from "@/lib/domain/onboarding/discover";
import type { Evidence, OnboardingFiles, Spot } from "@/lib/domain/onboarding/layout";
import { proposalOf } from "@/lib/domain/onboarding/proposal";
import { type Outcome, settle } from "@/lib/domain/onboarding/settle";
import type { Problem } from "@/lib/domain/problem";
import type { Renderer } from "@/lib/ports/renderer";
import type { Tree } from "@/lib/ports/repo";

/** What is known of a repository that is not configured yet. */
export type Onboarding = {
  /** The text of orchestr8.yaml. */
  proposal: string;
  evidence: readonly Evidence[];
  problems: readonly Problem[];
  /** What the proposed file would place, and how each of it rendered. */
  rendered: readonly {
    application: string;
    environment: string;
    status: Outcome["status"];
    objects: number;
  }[];
  /** The folder has an orchestr8.yaml already. */
  exists: boolean;
};

/**
 * Finds the layout of a tree, renders everything with the real tools, and proposes an orchestr8.yaml, which is then read
 * and rendered like any fleet: what fails is in the problems. Nothing is written. `name` is the repository's.
 */
export async function onboardTree(tree: Tree, renderer: Renderer, name: string): Promise<Onboarding> {
  const files = await readFiles(tree, name);
  const discovery = discover(files);
  const outcomes = new Map<Spot, Outcome>();
  await Promise.all(
    discovery.applications
      .flatMap((one) => one.spots)
      .map(async (spot) => outcomes.set(spot, await renderer.render(tree, spot.source))),
  );
  const settled = settle(discovery, (spot) => outcomes.get(spot) ?? nothing);
  const problems: Problem[] = [...settled.problems];
  if (settled.applications.length === 0 && !files.paths.some(isFleetPath)) problems.push(noEnvironment);
  const proposal = proposalOf(files, settled);
  const exists = files.paths.includes(FLEET_FILE);
  if (exists)
    problems.push({
      code: "onboarding.exists",
      severity: "info",
      message: `There is an ${FLEET_FILE} already; the proposal leaves it out of account`,
      file: FLEET_FILE,
    });
  const texts = new Map([...files.texts].filter(([path]) => isFleetPath(path)));
  texts.set(FLEET_FILE, proposal);
  const paths = exists ? files.paths : [...files.paths, FLEET_FILE];
  const { fleet, problems: fleetProblems } = readFleet({ paths, texts, name: files.name });
  problems.push(...fleetProblems);
  const results = await Promise.all(
    fleet.placements.map(async (placement) => ({
      placement,
      outcome: await renderer.render(tree, placement.source),
    })),
  );
  const rendered = results.map(({ placement: { application, environment }, outcome }) => {
    problems.push(...outcome.problems.map((one) => named(one, application, environment)));
    return { application, environment, status: outcome.status, objects: outcome.objects.length };
  });
  return { proposal, evidence: settled.evidence, problems: distinct(problems), rendered, exists };
}

const nothing: Outcome = { status: "empty", objects: [], problems: [] };

const noEnvironment: Problem = {
  code: "onboarding.no-environment",
  severity: "error",
  message: "No folder or values file is named after an environment",
  hint: "docs/fleet-file.md shows how to name where each application lies",
};

async function readFiles(tree: Tree, name: string): Promise<OnboardingFiles> {
  const paths = (await tree.list())
    .filter(({ kind, path }) => kind === "file" && !path.split("/").includes("node_modules"))
    .map(({ path }) => path);
  const texts = new Map<string, string>();
  await Promise.all(
    paths.filter(isOnboardingPath).map(async (path) => {
      const text = await tree.text(path);
      // Generated bundles of custom resources are large, and say nothing of the layout.
      if (text !== null && text.length < 500_000) texts.set(path, text);
    }),
  );
  return { name, paths, texts: new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** A problem that says for whom it matters, as one shared file may fail in many places. */
const named = (problem: Problem, application: string, environment: string): Problem =>
  problem.severity === "error"
    ? { ...problem, message: `${application} in ${environment}: ${problem.message}` }
    : problem;

const distinct = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((one) => [JSON.stringify(one), one])).values(),
];
