import type { ParityFinding, ParityPair } from "../parity/finding";
import type { Problem } from "../problem";
import { checkAcross } from "./across";
import type { HclFile } from "./body";
import { foldersOf, readRoot, type TerraformEnvironment } from "./environment";
import { rootsOf } from "./layout";
import { comparePair } from "./pair";
import { checkOne, type DeclaredEnvironment } from "./single";

export type TerraformReport = {
  findings: ParityFinding[];
  problems: Problem[] /** Environments that have Terraform. */;
  seen: readonly string[];
};

/**
 * Every parity check of a repository's Terraform, by configuration and inputs alone: no state, no credentials, nothing is
 * run. Environments come in promotion order; `pairs` says which of them are compared.
 */
export function checkTerraform(
  paths: readonly string[],
  files: readonly HclFile[],
  declared: readonly DeclaredEnvironment[],
  pairs: readonly ParityPair[],
): TerraformReport {
  const folders = foldersOf(files);
  const roots = rootsOf(paths, declared).map((root) => readRoot(root, folders));
  const findings: ParityFinding[] = [];
  const named = (name: string): DeclaredEnvironment | undefined => declared.find((one) => one.name === name);
  for (const root of roots) {
    const own = named(root.environment);
    if (own) findings.push(...checkOne(root, own, declared));
  }
  for (const pair of pairs) {
    const [left, right] = [named(pair.left), named(pair.right)];
    if (left === undefined || right === undefined) continue;
    for (const root of roots.filter((one) => one.environment === pair.left)) {
      const other = partner(root, roots, pair.right);
      if (other) findings.push(...comparePair({ left: root, right: other, words: { left, right }, pair }));
    }
  }
  const order = new Map(declared.map((one, i) => [one.name, i]));
  const inOrder = [...roots].sort(
    (a, b) => (order.get(a.environment) ?? 0) - (order.get(b.environment) ?? 0),
  );
  findings.push(
    ...checkAcross(inOrder, new Set(declared.filter((one) => one.production).map((one) => one.name))),
  );
  return {
    findings,
    problems: distinct(roots.flatMap(({ problems }) => [...problems])),
    seen: [...new Set(roots.map(({ environment }) => environment))],
  };
}

const partner = (root: TerraformEnvironment, all: readonly TerraformEnvironment[], environment: string) =>
  all.find((one) => one.environment === environment && one.stack === root.stack);

const distinct = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((one) => [JSON.stringify(one), one])).values(),
];
