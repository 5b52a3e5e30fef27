import type { RuleCard } from "@/lib/contract/environment-view";
import type { EnvironmentBlock, Fleet, PlacementDeclaration } from "@/lib/domain/fleet";
import { counted, listed } from "@/lib/domain/promotion/sentence";

type Section = RuleCard["section"];

const titles: Record<Section, string> = {
  resources: "Resources",
  security: "Security",
  deployment: "Deployment",
  access: "Access",
  data: "Data",
  testing: "Testing",
  promotion: "Promotion",
  monitoring: "Monitoring",
};

/** Which part of a block each card shows; cards never change order. */
const sections: readonly { section: Section; keys: readonly (keyof EnvironmentBlock)[] }[] = [
  { section: "resources", keys: ["resources", "node_pool"] },
  { section: "security", keys: ["security"] },
  { section: "deployment", keys: ["deployment"] },
  { section: "access", keys: ["access"] },
  { section: "data", keys: ["data"] },
  { section: "testing", keys: ["testing"] },
  { section: "promotion", keys: ["promotion"] },
  { section: "monitoring", keys: ["monitoring"] },
];

const factsShown = 6;

/** The rules an environment lives under: what its applications declare, with the line that says so. */
export function ruleCards(
  fleet: Fleet,
  environment: string,
  sha: string | null,
  checks: Partial<Record<Section, RuleCard["check"]>>,
): RuleCard[] {
  const declarations = fleet.declarations.filter((d) => d.environment === environment);
  return sections.map(({ section, keys }) => {
    const values = new Map<string, Map<string, string[]>>();
    for (const declaration of declarations)
      for (const key of keys)
        for (const [path, value] of leaves(declaration.block[key], key)) {
          const of = values.get(path) ?? new Map<string, string[]>();
          values.set(path, of);
          of.set(value, [...(of.get(value) ?? []), declaration.application]);
        }
    const facts = [...values].map(([path, of]) => ({
      label: labelOf(path),
      value: valueText(of, declarations.length),
    }));
    return {
      section,
      title: titles[section],
      facts: facts.slice(0, factsShown),
      check: checks[section] ?? null,
      source: sourceOf(declarations, keys, sha),
    };
  });
}

/** One value for everybody, or which applications say what. */
function valueText(of: ReadonlyMap<string, readonly string[]>, total: number): string {
  const [first] = [...of].sort(([, a], [, b]) => b.length - a.length);
  if (!first) return "";
  const [value, applications] = first;
  if (of.size === 1)
    return applications.length === total
      ? value
      : `${value}, ${applications.length === 1 ? applications[0] : counted(applications.length, "application")}`;
  return of.size === 2
    ? listed([...of].map(([v, a]) => `${v} (${a.length})`))
    : `${of.size} values, mostly ${value}`;
}

function leaves(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.length === 0 ? [] : [[path, value.map(String).join(", ")]];
  if (typeof value === "object")
    return Object.entries(value).flatMap(([key, part]) => leaves(part, `${path}.${key}`));
  return [[path, value === true ? "enabled" : value === false ? "disabled" : String(value)]];
}

/**
 * `resources.requests.cpu` -> `Requests cpu`, `node_pool.min_nodes` -> `Min nodes`, `deployment.rollback.enabled` ->
 * `Rollback`. Teams keep their names.
 */
export function labelOf(path: string): string {
  const parts = path.split(".").slice(1);
  if (path.startsWith("access.")) return parts.join(".");
  const told = parts.filter((part) => part !== "sla_objectives" && part !== "slaObjectives");
  const words = told.length > 0 ? told.join(" ") : path;
  const spaced = words
    .replaceAll("_", " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/\bcpu\b/, "CPU")
    .replace(/(.) enabled$/, "$1");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** The line of the environment's own layer when there is one, else of the first application. */
function sourceOf(
  declarations: readonly PlacementDeclaration[],
  keys: readonly string[],
  sha: string | null,
): RuleCard["source"] {
  const origins = declarations.flatMap((d) =>
    Object.entries(d.origins).filter(([path]) =>
      keys.some((key) => path === key || path.startsWith(`${key}.`)),
    ),
  );
  const best =
    origins.find(([, origin]) => origin.layer === "environment") ??
    origins.find(([, origin]) => origin.layer === "application") ??
    origins[0];
  return best ? { file: best[1].file, line: best[1].line, sha } : null;
}
