import { stringifyJson } from "../json";
import { type ParityFinding, type ParityPair, quieter } from "../parity/finding";
import type { Place, Problem } from "../problem";
import { jsonOf, keyPlace, type Located, placeOf, valueAt } from "../yaml/located";
import { parseYaml } from "../yaml/parse";
import { shownValue } from "./environment";
import type { EnvironmentWords } from "./layout";
import { isSecret } from "./single";
import { anonymous } from "./words";

type Stack = { environment: string; folder: string; file: string; config: ReadonlyMap<string, Entry> };
type Entry = { secure: boolean; text: string; plain: string | null; place: Place };

/** The environment whose stack a file configures: `Pulumi.production.yaml`, `Pulumi.acme-prod.yaml`. */
function stackOf(path: string, environments: readonly EnvironmentWords[]): string | null {
  const stack = /(?:^|\/)Pulumi\.(.+)\.ya?ml$/.exec(path)?.[1];
  if (stack === undefined) return null;
  const exact = environments.find(({ words }) => words.includes(stack));
  return (
    (exact ?? environments.find(({ words }) => stack.split(/[._-]/).some((word) => words.includes(word))))
      ?.name ?? null
  );
}

/** Compares the configuration of Pulumi's stacks by key; encrypted values only by whether they are there. */
export function checkPulumi(
  texts: ReadonlyMap<string, string>,
  environments: readonly EnvironmentWords[],
  pairs: readonly ParityPair[],
): { findings: ParityFinding[]; problems: Problem[]; seen: readonly string[] } {
  const problems: Problem[] = [];
  const stacks: Stack[] = [];
  for (const [file, text] of texts) {
    const environment = stackOf(file, environments);
    if (environment === null) continue;
    const reading = parseYaml(text, file);
    problems.push(...reading.problems);
    const contents = reading.documents[0]?.contents;
    const config = contents && valueAt(contents, ["config"]);
    stacks.push({
      environment,
      file,
      folder: file.slice(0, Math.max(0, file.lastIndexOf("/"))),
      config: entriesOf(config ?? undefined),
    });
  }
  const findings = stacks.flatMap(secretsIn);
  for (const pair of pairs)
    for (const left of stacks.filter((one) => one.environment === pair.left)) {
      const right = stacks.find((one) => one.environment === pair.right && one.folder === left.folder);
      if (right) findings.push(...compareStacks(left, right, pair, environments));
    }
  return { findings, problems, seen: [...new Set(stacks.map((one) => one.environment))] };
}

function entriesOf(config: Located | undefined): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  if (config?.kind !== "map") return entries;
  for (const { key, value } of config.entries.values()) {
    const json = jsonOf(value);
    entries.set(key, {
      secure: value.kind === "map" && value.entries.has("secure"),
      text: stringifyJson(json),
      plain: typeof json === "string" ? json : null,
      place: value.kind === "scalar" && value.style === "absent" ? keyPlace(config, key) : placeOf(value),
    });
  }
  return entries;
}

const secretsIn = ({ environment, config }: Stack): ParityFinding[] =>
  [...config].flatMap(([key, { secure, plain, place }]) =>
    !secure && plain !== null && isSecret(key.slice(key.lastIndexOf(":") + 1), plain)
      ? [
          {
            check: "pulumi.secret",
            group: "security baseline",
            severity: "error",
            environments: [environment],
            subject: key,
            cause: "a secret stands in the file as plain text",
            places: [place],
            fix: `Change the secret, and set it by pulumi config set --secret ${key}`,
          },
        ]
      : [],
  );

function compareStacks(
  left: Stack,
  right: Stack,
  pair: ParityPair,
  environments: readonly EnvironmentWords[],
): ParityFinding[] {
  const words = (name: string) => environments.find((one) => one.name === name) ?? { name, words: [name] };
  const found = (
    check: string,
    severity: ParityFinding["severity"],
    key: string,
    cause: string,
    fix: string,
    places: readonly (Place | undefined)[],
    group: ParityFinding["group"] = "configuration",
  ): ParityFinding => ({
    check: `pulumi.${check}`,
    group,
    severity: quieter(severity, pair),
    environments: [pair.left, pair.right],
    subject: key,
    cause,
    places: places.filter((place) => place !== undefined),
    fix,
  });
  return [...new Set([...left.config.keys(), ...right.config.keys()])].flatMap((key): ParityFinding[] => {
    const [a, b] = [left.config.get(key), right.config.get(key)];
    if (!a || !b) {
      const [has, lacks] = a ? [left, right] : [right, left];
      return [
        found(
          "one-sided",
          "warning",
          key,
          `${has.environment} sets it, and ${lacks.environment} does not`,
          `Set it in ${lacks.file} too, or give it a default`,
          [a?.place ?? b?.place],
        ),
      ];
    }
    if (a.secure !== b.secure)
      return [
        found(
          "encryption",
          b.secure ? "warning" : "error",
          key,
          `it is encrypted in ${(a.secure ? left : right).environment} alone`,
          "Encrypt it in both",
          [(a.secure ? b : a).place],
          "security baseline",
        ),
      ];
    // A secret in plain text is told by itself, and its value nowhere.
    if ([a, b].some((one) => one.plain !== null && isSecret(key.slice(key.lastIndexOf(":") + 1), one.plain)))
      return [];
    if (a.secure || anonymous(a.text, words(pair.left)) === anonymous(b.text, words(pair.right))) return [];
    return [
      found(
        "value",
        "info",
        key,
        `it is ${shownValue(a.plain ?? a.text)} in ${left.environment} and ${shownValue(b.plain ?? b.text)} in ${right.environment}`,
        "Nothing, when it is meant",
        [b.place, a.place],
      ),
    ];
  });
}
