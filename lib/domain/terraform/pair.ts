import { stringifyJson } from "../json";
import { type ParityFinding, type ParityPair, quieter } from "../parity/finding";
import type { Place } from "../problem";
import { type Effective, shownValue, type TerraformEnvironment } from "./environment";
import type { EnvironmentWords } from "./layout";
import { weaker } from "./strength";
import { isComputed, type Setting } from "./value";
import { compareVersions, lowestVersion } from "./version";
import { anonymous } from "./words";

type Sides = {
  left: TerraformEnvironment;
  right: TerraformEnvironment;
  words: { left: EnvironmentWords; right: EnvironmentWords };
  pair: ParityPair;
};

/** How one root module differs between two environments, the lower one on the left. */
export function comparePair(sides: Sides): ParityFinding[] {
  return [
    ...inputs(sides),
    ...versions(sides),
    ...clusterVersions(sides),
    ...structure(sides),
    ...protection(sides),
    ...permissions(sides),
  ];
}

const found = (
  { pair, left }: Sides,
  check: string,
  severity: ParityFinding["severity"],
  subject: string,
  cause: string,
  fix: string,
  places: readonly (Place | undefined)[],
  group: ParityFinding["group"] = "infrastructure",
): ParityFinding => ({
  check: `terraform.${check}`,
  group,
  severity: quieter(severity, pair),
  environments: [pair.left, pair.right],
  subject: subject === "" ? left.stack : subject,
  cause,
  fix,
  places: places.filter((place) => place !== undefined),
});

/** A key that one environment sets and the other leaves to its default. */
function inputs(sides: Sides): ParityFinding[] {
  const { left, right } = sides;
  const lacks = (a: TerraformEnvironment, b: TerraformEnvironment) =>
    [...a.inputs].flatMap(([key, { place }]): ParityFinding[] => {
      const other = b.variables.get(key);
      if (b.inputs.has(key) || other === undefined || other.required) return [];
      return [
        found(
          sides,
          "input-one-sided",
          "warning",
          `var.${key}`,
          `${a.environment} sets ${key}, and ${b.environment} leaves it to the default`,
          `Set ${key} for ${b.environment} too, with the value that is meant`,
          [place, other.place],
          "configuration",
        ),
      ];
    });
  return [...lacks(left, right), ...lacks(right, left)];
}

/** Modules, providers, Terraform itself and the lock file. */
function versions(sides: Sides): ParityFinding[] {
  const { left, right } = sides;
  const findings: ParityFinding[] = [];
  const differ = (subject: string, a: Setting | undefined | null, b: Setting | undefined | null) => {
    if (!a || !b || stringifyJson(a.value) === stringifyJson(b.value)) return;
    const [one, two] = [lowestVersion(String(a.value)), lowestVersion(String(b.value))];
    const ahead = one !== null && two !== null && compareVersions(two, one) > 0;
    findings.push(
      found(
        sides,
        "version",
        ahead ? "error" : "warning",
        subject,
        ahead
          ? `${right.environment} has ${shownValue(b.value)}, which ${left.environment} (${shownValue(a.value)}) has not tried`
          : `${left.environment} has ${shownValue(a.value)}, ${right.environment} ${shownValue(b.value)}`,
        ahead ? `Raise ${left.environment} first` : "Write the same version in both",
        [b.place, a.place],
        "dependency versions",
      ),
    );
  };
  for (const [name, a] of left.providers) differ(`provider ${name}`, a, right.providers.get(name));
  for (const [name, a] of left.locked) differ(`locked provider ${name}`, a, right.locked.get(name));
  differ("Terraform", left.requiredVersion, right.requiredVersion);
  if ((left.locked.size === 0) !== (right.locked.size === 0)) {
    const [without, with_] = left.locked.size === 0 ? [left, right] : [right, left];
    findings.push(
      found(
        sides,
        "lock-file",
        "warning",
        "lock file",
        `${with_.environment} pins its providers by a lock file, and ${without.environment} does not`,
        `Commit ${without.folder}/.terraform.lock.hcl`,
        [[...with_.locked.values()][0]?.place],
        "dependency versions",
      ),
    );
  }
  for (const [a, b] of aligned(sides).both) {
    if (a.type !== "module") continue;
    if (a.source !== b.source)
      findings.push(
        found(
          sides,
          "module-source",
          "warning",
          a.address,
          `the module comes from ${a.source} in ${left.environment} and from ${b.source} in ${right.environment}`,
          "Use one source for both",
          [b.place, a.place],
          "dependency versions",
        ),
      );
    differ(a.address, a.leaves.get("version"), b.leaves.get("version"));
  }
  return findings;
}

const isCluster = (type: string): boolean =>
  /^(aws_eks_cluster|google_container_cluster|azurerm_kubernetes_cluster)$/.test(type);
export const versionKeys = ["version", "min_master_version", "kubernetes_version"];

function clusterVersions(sides: Sides): ParityFinding[] {
  const { left, right } = sides;
  return aligned(sides).both.flatMap(([a, b]): ParityFinding[] => {
    if (!isCluster(a.type)) return [];
    const [one, two] = [a, b].map((thing) =>
      versionKeys.map((key) => thing.leaves.get(key)).find((s) => s !== undefined),
    );
    if (!one || !two || one.value === two.value || isComputed(one.value) || isComputed(two.value)) return [];
    const [low, high] = [lowestVersion(String(one.value)), lowestVersion(String(two.value))];
    const ahead = low !== null && high !== null && compareVersions(high, low) > 0;
    return [
      found(
        sides,
        "cluster-version",
        ahead ? "error" : "warning",
        a.address,
        `Kubernetes is ${shownValue(one.value)} in ${left.environment} and ${shownValue(two.value)} in ${right.environment}`,
        ahead
          ? `Raise ${left.environment} first: ${right.environment} runs what nobody has tried`
          : `Bring ${right.environment} to ${shownValue(one.value)} when ${left.environment} has proven it`,
        [two.place, one.place],
        "dependency versions",
      ),
    ];
  });
}

type Aligned = { both: [Effective, Effective][]; onlyLeft: Effective[]; onlyRight: Effective[] };

function aligned({ left, right, words }: Sides): Aligned {
  const name = (thing: Effective, own: EnvironmentWords) =>
    anonymous(thing.address.replaceAll("_", "-"), own);
  const rights = new Map(right.things.map((thing) => [name(thing, words.right), thing]));
  const both: [Effective, Effective][] = [];
  const onlyLeft: Effective[] = [];
  for (const thing of left.things) {
    const other = rights.get(name(thing, words.left));
    if (other === undefined) onlyLeft.push(thing);
    else {
      both.push([thing, other]);
      rights.delete(name(thing, words.left));
    }
  }
  return { both, onlyLeft, onlyRight: [...rights.values()] };
}

/** Modules and resources of one side only; what a missing module would have made is not told again. */
function structure(sides: Sides): ParityFinding[] {
  const { left, right } = sides;
  const { onlyLeft, onlyRight } = aligned(sides);
  const tops = (things: readonly Effective[]) =>
    things.filter(
      (thing) => !things.some((other) => other !== thing && thing.address.startsWith(`${other.address}.`)),
    );
  return [
    ...tops(onlyLeft).map((thing) =>
      found(
        sides,
        "one-sided",
        "warning",
        thing.address,
        `${left.environment} has it and ${right.environment} does not`,
        `Declare it in ${right.folder}, or remove what ${left.environment} does not need`,
        [thing.place],
      ),
    ),
    ...tops(onlyRight).map((thing) =>
      found(
        sides,
        "one-sided",
        "info",
        thing.address,
        `only ${right.environment} has it, so nothing before it has tried it`,
        `Declare it in ${left.folder} when it should be tried there`,
        [thing.place],
      ),
    ),
  ];
}

/** Deletion protection, backups, zones, encryption, open endpoints. */
function protection(sides: Sides): ParityFinding[] {
  const { left, right } = sides;
  return aligned(sides).both.flatMap(([a, b]) => {
    // A module's inputs show again in its resources: the call alone is told when the module is not local.
    const inside = right.things.some((thing) => thing.address.startsWith(`${b.address}.`));
    if (a.type === "module" && inside) return [];
    return [...new Set([...a.leaves.keys(), ...b.leaves.keys()])].flatMap((path): ParityFinding[] => {
      const [one, two] = [a.leaves.get(path), b.leaves.get(path)];
      if ((one && isComputed(one.value)) || (two && isComputed(two.value))) return [];
      const less = weaker(path, one?.value, two?.value);
      if (less === null) return [];
      return [
        found(
          sides,
          "weaker",
          "error",
          `${a.address}.${path}`,
          `${less.what} is weaker in ${right.environment} (${shownValue(two?.value)}) than in ${left.environment} (${shownValue(one?.value)})`,
          `Set ${path} in ${right.environment} at least to ${shownValue(one?.value)}`,
          [two?.place ?? b.place, one?.place],
          less.group,
        ),
      ];
    });
  });
}

const wide = /(^|")\*($|")|roles\/(owner|editor)|AdministratorAccess|:\*"/;

/** Policies are often JSON inside a string. */
const isWide = ({ value }: Setting): boolean =>
  wide.test((typeof value === "string" ? value : stringifyJson(value)).replaceAll('\\"', '"'));

/** Permissions that are wider towards production. */
function permissions(sides: Sides): ParityFinding[] {
  const { left, right } = sides;
  return aligned(sides).both.flatMap(([a, b]) => {
    if (!/iam|role|policy/.test(a.type)) return [];
    return [...b.leaves].flatMap(([path, two]): ParityFinding[] => {
      const one = a.leaves.get(path);
      if (!isWide(two) || (one !== undefined && isWide(one))) return [];
      return [
        found(
          sides,
          "permissions",
          "error",
          `${b.address}.${path}`,
          `${right.environment} allows more than ${left.environment}: ${shownValue(two.value)}`,
          `Name what is needed, as ${left.environment} does`,
          [two.place, one?.place],
          "security baseline",
        ),
      ];
    });
  });
}
