import { environment as contract } from "@/lib/contract";
import { groupDifferences } from "@/lib/domain/diff/group";
import type { Environment, Fleet } from "@/lib/domain/fleet";
import { type Comparison, comparedFindings, isTold } from "@/lib/domain/parity/compared";
import { declaredFindings, promisedFindings, zoneFindings } from "@/lib/domain/parity/declared";
import { inOrder, type ParityFinding, type ParityPair } from "@/lib/domain/parity/finding";
import { type Nodes, runningFindings, runningVersions } from "@/lib/domain/parity/running";
import { summaryOf } from "@/lib/domain/parity/summary";
import { mayRun } from "@/lib/domain/permission";
import type { Problem } from "@/lib/domain/problem";
import { checkTerraform } from "@/lib/domain/terraform/check";
import { isPulumiPath, isTerraformPath } from "@/lib/domain/terraform/layout";
import { checkPulumi } from "@/lib/domain/terraform/pulumi";
import type { DeclaredEnvironment } from "@/lib/domain/terraform/single";
import type { DesiredState } from "@/lib/ports/desired";
import type { Hcl } from "@/lib/ports/hcl";
import { answers, type Ports, refuse } from "../definition";
import { isProduction } from "../environment-head";
import { problemView } from "../problem-view";
import { placesOf } from "../provenance/origins";
import { comparedEnvironments } from "./compared";

/**
 * How alike neighbouring environments are: their infrastructure code, what they render to and what they declare.
 * Environments that the reader may not see are left out of all of it. Without `lines`, those that only more renders
 * tell are there when they are known already, and the answer says whether they are.
 */
export const parity = answers(
  contract.parity,
  ["desired", "hcl", "live", "renderer"],
  async (ports, { environments: asked, revision, lines }, context) => {
    const state = revision === undefined ? await ports.desired.head() : await ports.desired.at(revision);
    if (!state) return refuse("missing", "object.missing", `There is no revision ${revision}.`);
    const { fleet } = state;
    const visible = fleet.environments.filter(
      ({ name }) => mayRun("environment.parity", context.actor, fleet, { environment: name }).allowed,
    );
    for (const name of asked ?? [])
      if (!visible.some((one) => one.name === name))
        return refuse(
          "missing",
          "scope.missing",
          `There is no environment ${name} here, or you may not see it.`,
        );
    const chosen = visible.filter(({ name }) => asked === undefined || asked.includes(name));
    const pairs = chosen.slice(1).map(
      (right, i): ParityPair => ({
        left: chosen[i]?.name ?? "",
        right: right.name,
        production: isProduction(right) || isProduction(chosen[i] ?? right),
      }),
    );
    const names = new Set(chosen.map(({ name }) => name));
    const code = await infrastructure(state, ports.hcl, chosen, pairs);
    const rendered: ParityFinding[] = [];
    const problems: Problem[] = [...code.problems];
    const comparisons = await Promise.all(
      pairs.map(async (pair) => ({
        pair,
        ...(await compared(ports, state, pair, { now: context.now, lines: lines ?? true })),
      })),
    );
    for (const { pair, comparison } of comparisons)
      rendered.push(...comparedFindings(comparison, pair), ...declaredFindings(fleet, pair));
    const promised = await keptPromises(state, chosen);
    const running = runningOf(fleet, chosen, pairs, (cluster) => ports.live.nodes(cluster));
    const findings = inOrder([
      ...code.findings.filter((one) => one.environments.every((name) => names.has(name))),
      ...zoneFindings(fleet).filter((one) => one.environments.every((name) => names.has(name))),
      ...rendered,
      ...promised,
      ...running,
    ]);
    const seen = new Map<string, number>();
    return {
      environments: chosen.map(({ name }) => name),
      pairs: pairs.map(({ left, right }) => ({ left, right })),
      asOf: state.commit?.committedAt ?? context.now.toISOString(),
      revision: state.revision,
      lines: comparisons.every((one) => one.lines),
      ...summaryOf(findings, { infrastructure: code.seen.length > 0, pairs: pairs.length > 0 }),
      findings: findings.map(({ environments, places, ...one }) => {
        const key = `${one.check}/${environments.join("...")}/${one.subject}`;
        const count = seen.get(key) ?? 0;
        seen.set(key, count + 1);
        return {
          id: count === 0 ? key : `${key}/${count + 1}`,
          ...one,
          environments: [...environments],
          places: places.map(({ file, line, column }) => ({ file, line, column })),
        };
      }),
      problems: problems.map(problemView),
    };
  },
);

type Remembered = { answer: Promise<Comparison>; known: Comparison | null };

const remembered = new WeakMap<DesiredState, Map<string, Remembered>>();

/**
 * A comparison with its lines takes its time, and stays true for one state and day. Asked without lines it answers at
 * once, with them when they were found before.
 */
async function compared(
  ports: Pick<Ports, "renderer">,
  state: DesiredState,
  pair: ParityPair,
  { now, lines }: { now: Date; lines: boolean },
): Promise<{ comparison: Comparison; lines: boolean }> {
  const key = `${pair.left}...${pair.right} ${now.toISOString().slice(0, 10)}`;
  const own = remembered.get(state) ?? new Map<string, Remembered>();
  remembered.set(state, own);
  const before = own.get(key);
  if (before?.known) return { comparison: before.known, lines: true };
  if (!lines) return { comparison: await compare(null, state, pair, now), lines: false };
  if (before) return { comparison: await before.answer, lines: true };
  const made: Remembered = { answer: compare(ports, state, pair, now), known: null };
  own.set(key, made);
  made.answer.then(
    (comparison) => {
      made.known = comparison;
    },
    () => own.delete(key),
  );
  return { comparison: await made.answer, lines: true };
}

/** Findings of one cause name this many lines of each side: looking for a line may take renders of its own. */
const linesOfCause = 2;

/** The same comparison as on the compare page: its rules have one home. Without ports no line is looked for. */
async function compare(
  ports: Pick<Ports, "renderer"> | null,
  state: DesiredState,
  { left, right }: ParityPair,
  now: Date,
): Promise<Comparison> {
  const view = await comparedEnvironments(state, { left, right, now });
  const loud = view.differences.filter((d) => isTold(d.class));
  const told = [
    ...loud.filter((d) => d.guard !== null),
    ...groupDifferences(loud.filter((d) => d.guard === null)).flatMap(({ members }) =>
      members.slice(0, linesOfCause),
    ),
  ];
  const found = ports === null ? [] : await placesOf(ports, state, { left, right }, told);
  const places = new Map(found.map((row) => [row.id, row] as const));
  return {
    differences: view.differences.map((d) => ({ ...d, ...places.get(d.id) })),
    onlyLeft: view.onlyLeft,
    onlyRight: view.onlyRight,
    alone: view.applications.flatMap(({ name: application, status }) =>
      status === "left-only" || status === "right-only"
        ? [{ application, side: status === "left-only" ? ("left" as const) : ("right" as const) }]
        : [],
    ),
    failed: view.applications.filter(({ status }) => status === "failed").map(({ name }) => name),
  };
}

async function infrastructure(
  state: DesiredState,
  hcl: Hcl,
  environments: readonly Environment[],
  pairs: readonly ParityPair[],
) {
  const paths = [...state.paths].sort();
  const texts = async (wanted: readonly string[]) =>
    (await Promise.all(wanted.map(async (file) => ({ file, text: await state.tree.text(file) })))).flatMap(
      ({ file, text }) => (text === null ? [] : [{ file, text }]),
    );
  const readings = await hcl.read(await texts(paths.filter(isTerraformPath)));
  const declared = environments.map((one) => declaredEnvironment(state.fleet, one));
  const terraform = checkTerraform(paths, readings, declared, pairs);
  const stacks = await texts(paths.filter(isPulumiPath));
  const pulumi = checkPulumi(new Map(stacks.map(({ file, text }) => [file, text])), declared, pairs);
  return {
    findings: [...terraform.findings, ...pulumi.findings],
    problems: [...readings.flatMap(({ problems }) => problems), ...terraform.problems, ...pulumi.problems],
    seen: [...terraform.seen, ...pulumi.seen],
  };
}

function runningOf(
  fleet: Fleet,
  environments: readonly Environment[],
  pairs: readonly ParityPair[],
  nodes: Nodes,
): ParityFinding[] {
  const declared = environments.map((one) => declaredEnvironment(fleet, one));
  const named = (name: string) => declared.find((one) => one.name === name);
  return [
    ...declared.flatMap((one) => runningFindings(one, nodes)),
    ...pairs.flatMap((pair) => {
      const [left, right] = [named(pair.left), named(pair.right)];
      return left && right ? runningVersions(left, right, pair, nodes) : [];
    }),
  ];
}

function declaredEnvironment(fleet: Fleet, { name, ...environment }: Environment): DeclaredEnvironment {
  const clusters = new Set(fleet.placements.filter((p) => p.environment === name).map((p) => p.cluster));
  const pools = new Map<string, DeclaredEnvironment["pools"][number]>();
  for (const { block, origins } of fleet.declarations.filter((d) => d.environment === name))
    for (const key of ["instance_type", "min_nodes", "max_nodes"] as const) {
      const [value, origin] = [block.node_pool?.[key], origins[`node_pool.${key}`]];
      if (value !== undefined && origin && !pools.has(key))
        pools.set(key, {
          key,
          value,
          place: { file: origin.file, line: origin.line, column: origin.column },
        });
    }
  return {
    name,
    production: isProduction({ type: environment.type }),
    words: [name, ...(fleet.compare.tokens[name] ?? [])],
    clusters: fleet.clusters.filter((cluster) => clusters.has(cluster.name)),
    pools: [...pools.values()],
  };
}

async function keptPromises(
  state: DesiredState,
  environments: readonly Environment[],
): Promise<ParityFinding[]> {
  const { fleet } = state;
  const findings = await Promise.all(
    fleet.declarations.map(async (declaration) => {
      const environment = environments.find(({ name }) => name === declaration.environment);
      const placement = fleet.placements.find(
        (p) =>
          p.application === declaration.application &&
          p.environment === declaration.environment &&
          p.role === "primary",
      );
      if (!environment || !placement) return [];
      const { objects } = await state.render(placement);
      return promisedFindings(declaration, objects, isProduction(environment));
    }),
  );
  return findings.flat();
}
