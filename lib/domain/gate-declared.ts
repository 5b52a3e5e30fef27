import type { PlacementDeclaration } from "./fleet";
import type { Gate } from "./gate";
import { placeOf } from "./gate-route";

type Declared = { path: string; name: string; says: (d: PlacementDeclaration) => string | null };

const text = (value: unknown): string | null =>
  typeof value === "string" && value !== "none" ? value : null;

/** Rules that a block can declare and that nothing here checks yet. Building one moves its line out of this list. */
const unbuilt: readonly Declared[] = [
  {
    path: "deployment.canary_deployment",
    name: "canary deployment",
    says: (d) => (d.block.deployment?.canary_deployment ? "true" : null),
  },
  {
    path: "monitoring.sla_objectives",
    name: "service level objectives",
    says: (d) => objectives(d.block.monitoring?.sla_objectives),
  },
  {
    path: "security.compliance",
    name: "compliance",
    says: (d) => d.block.security?.compliance?.join(", ") || null,
  },
  {
    path: "security.podSecurityStandard",
    name: "pod security standard",
    says: (d) => text(d.block.security?.podSecurityStandard),
  },
  {
    path: "security.networkPolicies",
    name: "network policies",
    says: (d) => text(d.block.security?.networkPolicies),
  },
  {
    path: "security.secretsManagement",
    name: "secrets management",
    says: (d) => text(d.block.security?.secretsManagement),
  },
  { path: "budget", name: "budget", says: (d) => objectives(d.block.budget) },
];

/** What the target declares but nobody enforces yet says so, and is never shown as passed. */
export const declaredRules = (d: PlacementDeclaration): readonly Gate[] =>
  unbuilt.flatMap((rule) => {
    const says = rule.says(d);
    if (says === null) return [];
    return [
      {
        kind: "rule" as const,
        name: rule.name,
        environment: d.environment,
        state: "not-enforced" as const,
        blocking: false,
        reason: `${d.environment} declares ${rule.path}: ${says}. It is not enforced yet.`,
        waitsFor: null,
        clearedBy: null,
        evidence: [],
        ageMs: null,
        limitMs: null,
        declaredAt: placeOf(d, rule.path),
        since: null,
        until: null,
      },
    ];
  });

function objectives(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  const entries = Object.entries(value).map(([key, v]) => `${key} ${String(v)}`);
  return entries.length > 0 ? entries.join(", ") : null;
}
