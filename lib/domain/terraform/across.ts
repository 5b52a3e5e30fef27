import { stringifyJson } from "../json";
import type { ParityFinding } from "../parity/finding";
import { shownValue, type TerraformEnvironment } from "./environment";
import { overlap } from "./network";
import { isComputed, type Setting } from "./value";

/** What environments must not share: where their state lies, their networks, production's account. */
export function checkAcross(
  all: readonly TerraformEnvironment[],
  production: ReadonlySet<string>,
): ParityFinding[] {
  const findings: ParityFinding[] = [];
  for (const [i, one] of all.entries())
    for (const two of all.slice(i + 1)) {
      if (one.environment === two.environment) continue;
      findings.push(...states(one, two), ...networks(one, two));
      if (production.has(one.environment) !== production.has(two.environment))
        findings.push(...accounts(one, two));
    }
  return findings;
}

const environments = (one: TerraformEnvironment, two: TerraformEnvironment) => [
  one.environment,
  two.environment,
];

function states(one: TerraformEnvironment, two: TerraformEnvironment): ParityFinding[] {
  const [a, b] = [one.backend, two.backend];
  if (!a || !b || a.type !== b.type || a.leaves.size === 0 || one.folder === two.folder) return [];
  const text = (backend: typeof a) =>
    stringifyJson(
      [...backend.leaves]
        .filter(([key]) => key !== "region")
        .map(([key, { value }]) => [key, value])
        .sort(),
    );
  if (text(a) !== text(b)) return [];
  return [
    {
      check: "terraform.backend-shared",
      group: "infrastructure",
      severity: "error",
      environments: environments(one, two),
      subject: `backend ${a.type}`,
      cause: `${one.folder} and ${two.folder} keep their state in the same place: each would take the other's things for its own`,
      places: [b.place, a.place],
      fix: "Give each its own key or bucket",
    },
  ];
}

function networks(one: TerraformEnvironment, two: TerraformEnvironment): ParityFinding[] {
  return cidrs(one).flatMap((a) =>
    cidrs(two).flatMap((b): ParityFinding[] =>
      overlap(String(a.value), String(b.value))
        ? [
            {
              check: "terraform.network",
              group: "infrastructure",
              severity: "warning",
              environments: environments(one, two),
              subject: String(b.value),
              cause: `the networks ${shownValue(a.value)} and ${shownValue(b.value)} overlap, so the two can never be connected`,
              places: [b.place, a.place],
              fix: "Give each environment a network of its own",
            },
          ]
        : [],
    ),
  );
}

/** Networks that the inputs and networks name themselves; allow lists of callers are none. */
function cidrs(one: TerraformEnvironment): Setting[] {
  const found = new Map<string, Setting>();
  const add = (key: string, setting: Setting) => {
    if (
      /(^|[._])(cidr|cidr_block|ip_cidr_range|address_space|vpc_cidr|network_cidr)$|_cidr$/.test(key) &&
      typeof setting.value === "string" &&
      !isComputed(setting.value)
    )
      found.set(setting.value, setting);
  };
  for (const [key, setting] of one.inputs) add(key, setting);
  for (const { type, leaves } of one.things)
    if (/_vpc$|_network$|_subnetwork$|virtual_network$/.test(type))
      for (const [key, setting] of leaves) add(key, setting);
  return [...found.values()];
}

function accounts(one: TerraformEnvironment, two: TerraformEnvironment): ParityFinding[] {
  const ids = (of: TerraformEnvironment) =>
    [...of.inputs.values()].flatMap((setting) =>
      typeof setting.value === "string"
        ? [...setting.value.matchAll(/^arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}):/g)].map((m) => ({
            id: m[1] ?? "",
            place: setting.place,
          }))
        : [],
    );
  const shared = ids(two).find(({ id }) => ids(one).some((other) => other.id === id));
  const first = shared && ids(one).find(({ id }) => id === shared.id);
  return shared && first
    ? [
        {
          check: "terraform.account",
          group: "security baseline",
          severity: "warning",
          environments: environments(one, two),
          subject: `account ${shared.id}`,
          cause: `${one.environment} and ${two.environment} use one account: who reaches one may reach the other`,
          places: [shared.place, first.place],
          fix: "Keep production in an account of its own",
        },
      ]
    : [];
}
