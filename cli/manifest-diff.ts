import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { type ManifestDiff, ManifestDiffCase, PolicyInput } from "@/lib/contract/manifest";
import { type Difference, diffManifests, needsAttention } from "@/lib/domain/diff/diff";
import type { Expectation } from "@/lib/domain/diff/expectation";
import { stringifyJson } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { parsePath } from "@/lib/domain/path";
import { valueAt } from "@/lib/domain/path-value";
import { hasErrors, type Problem } from "@/lib/domain/problem";
import type { KeyedHash } from "@/lib/domain/secret";
import { yamlOptions } from "@/lib/domain/yaml-plain";
import { type Done, runBatch } from "./batch";
import { type Here, processHash, readObjects } from "./manifest-files";

export type ManifestDiffOptions = ManifestDiffCase;

/**
 * `o8 manifest diff LEFT RIGHT`: reads both sides, compares them and answers the document and the exit code (1 when
 * anything is unexplained, a version, a leak or on one side only, or a file could not be read).
 */
export async function runManifestDiff(
  options: ManifestDiffOptions,
  here: Here,
  hash: KeyedHash = processHash(),
): Promise<Done<ManifestDiff>> {
  const [left, right] = [
    await readObjects(options.left, here, hash),
    await readObjects(options.right, here, hash),
  ];
  const policy = await readPolicy(options.policy, here);
  const application = applicationReader(options.appFrom);
  const diff = diffManifests({
    left: left.objects,
    right: right.objects,
    leftName: options.leftName ?? undefined,
    rightName: options.rightName ?? undefined,
    tokensLeft: options.tokensLeft ?? undefined,
    tokensRight: options.tokensRight ?? undefined,
    expect: policy.expect,
    applicationOf: application.read,
  });
  const problems = [
    ...left.problems,
    ...right.problems,
    ...policy.problems,
    ...application.problems,
    ...diff.problems,
  ];
  const { pairs, onlyLeft, onlyRight, differences, guards, summary } = diff;
  const document = {
    schemaVersion: 1,
    kind: "ManifestDiff",
    pairs,
    onlyLeft,
    onlyRight,
    differences,
    guards,
    summary,
    problems,
  };
  // The engine's readonly arrays are the schema's arrays; nothing is converted on the way.
  return {
    exit: needsAttention(diff) || hasErrors(problems) ? 1 : 0,
    document: document as unknown as ManifestDiff,
  };
}

/** `o8 manifest diff --batch FILE`: many comparisons in one call. */
export async function runManifestDiffBatch(text: string, here: Here) {
  const hash = processHash();
  return runBatch(text, ManifestDiffCase, (one) => runManifestDiff(one, here, hash));
}

function applicationReader(path: string | null | undefined): {
  read: (manifest: Manifest) => string;
  problems: Problem[];
} {
  if (path === undefined || path === null || path === "") return { read: () => "", problems: [] };
  const steps = parsePath(path);
  if (steps === null) {
    const message = `--app-from is no path: ${path}`;
    return {
      read: () => "",
      problems: [
        {
          code: "manifest.input",
          severity: "error",
          message,
          hint: 'Such as metadata.labels["app.kubernetes.io/part-of"]',
        },
      ],
    };
  }
  return {
    read: (manifest) => {
      const value = valueAt(manifest, steps);
      return value === undefined || value === null || typeof value === "object" ? "" : String(value);
    },
    problems: [],
  };
}

type Policy = { expect: Expectation[]; problems: Problem[] };

async function readPolicy(policy: ManifestDiffOptions["policy"], here: Here): Promise<Policy> {
  if (policy === undefined || policy === null) return { expect: [], problems: [] };
  if (typeof policy !== "string") return { expect: expectations(policy, null), problems: [] };
  const text = await readFile(resolve(here.cwd, policy), "utf8").catch(() => null);
  if (text === null) return { expect: [], problems: [policyProblem(policy, "There is no such policy file")] };
  const lines = new LineCounter();
  const document = parseDocument(text, { ...yamlOptions, lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    return {
      expect: [],
      problems: [policyProblem(policy, `Not valid YAML: ${error.message}`, { line, column: col })],
    };
  }
  const parsed = PolicyInput.safeParse(document.toJS() ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      expect: [],
      problems: [
        policyProblem(
          policy,
          `${issue?.path.map(String).join(".") ?? ""}: ${issue?.message ?? "not a policy"}`,
        ),
      ],
    };
  }
  const placeOf = (index: number) => {
    const node = document.getIn(["expect", index], true) as { range?: [number, number, number] } | undefined;
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
    return { file: policy, line, column: col };
  };
  return { expect: expectations(parsed.data, placeOf), problems: [] };
}

const expectations = (
  policy: PolicyInput,
  placeOf: ((index: number) => { file: string; line: number; column: number }) | null,
): Expectation[] =>
  policy.expect.map((rule, index) => {
    const place = placeOf === null ? null : placeOf(index);
    return typeof rule === "string"
      ? { path: rule, because: rule, place }
      : { ...rule, because: rule.because ?? rule.path, place };
  });

const policyProblem = (
  file: string,
  message: string,
  place: { line?: number; column?: number } = {},
): Problem => ({
  code: "policy.syntax",
  severity: "error",
  message,
  file,
  ...place,
});

const LOUD = ["leak", "unexplained", "version"] as const;
const WIDEST = 48;

/** For people: the differences that need a look, grouped by object; the quiet classes as numbers only. */
export function manifestDiffText(document: ManifestDiff): string {
  const { summary, differences, onlyLeft, onlyRight, pairs, guards, problems } = document;
  const lines: string[] = [];
  let object = "";
  const loud = differences.filter((one) => LOUD.some((name) => name === one.class));
  for (const one of loud) {
    if (one.object !== object) lines.push("", one.object);
    object = one.object;
    const why = one.because === undefined ? "" : `  (${one.because})`;
    lines.push(
      `  ${one.class.padEnd(11)} ${one.path}: ${shown(one as Difference, "leftValue")} -> ${shown(one as Difference, "rightValue")}${why}`,
    );
  }
  for (const guard of guards) lines.push("", `only ${guard.side} has object ${guard.index}: ${guard.why}`);
  for (const one of problems)
    lines.push(
      "",
      `${one.severity}: ${[one.file, one.line, one.column].filter((part) => part !== undefined).join(":")} ${one.message}`,
    );
  const quiet = (["expected", "derived", "formatting"] as const)
    .map((name) => `${summary[name]} ${name}`)
    .join(", ");
  lines.push(
    "",
    `${pairs.length} pairs; ${summary.unexplained} unexplained, ${summary.version} version, ${summary.leak} leak; ${quiet}; ${onlyLeft.length} only left, ${onlyRight.length} only right`,
  );
  return lines.join("\n").replace(/^\n+/, "");
}

function shown(difference: Difference, side: "leftValue" | "rightValue"): string {
  if (!(side in difference)) return "(none)";
  const text = stringifyJson(difference[side]);
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}
