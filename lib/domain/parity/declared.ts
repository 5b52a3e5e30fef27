import type { Fleet, PlacementDeclaration } from "../fleet";
import { isJsonObject, type Json } from "../json";
import type { Manifest } from "../manifest";
import type { Place } from "../problem";
import { type ParityFinding, type ParityPair, quieter } from "./finding";

const standards = ["privileged", "baseline", "restricted"] as const;
const policies = ["none", "permissive", "strict"] as const;

/** Where an application declares a value, or its block when a layer sets nothing. */
function placeOf({ origins, file, line, column }: PlacementDeclaration, key: string): Place {
  const origin = origins[key];
  return origin
    ? { file: origin.file, line: origin.line, column: origin.column }
    : { file, line, column: column ?? 1 };
}

/** Declared security that is weaker towards production; one finding for each line that says so. */
export function declaredFindings(fleet: Fleet, pair: ParityPair): ParityFinding[] {
  const findings = new Map<string, ParityFinding>();
  for (const right of fleet.declarations.filter((d) => d.environment === pair.right)) {
    const left = fleet.declarations.find(
      (d) => d.environment === pair.left && d.application === right.application,
    );
    if (!left) continue;
    const add = (key: string, was: string, is: string, severity: ParityFinding["severity"]) => {
      const place = placeOf(right, `security.${key}`);
      const slot = `${key}${place.file}:${place.line}`;
      const before = findings.get(slot);
      findings.set(slot, {
        check: `security.${key}`,
        group: "security baseline",
        severity: quieter(severity, pair),
        environments: [pair.left, pair.right],
        subject: before ? `${before.subject}, ${right.application}` : right.application,
        cause: `security.${key} is ${was} in ${pair.left} and ${is} in ${pair.right}`,
        places: [place, placeOf(left, `security.${key}`)],
        fix: `Declare ${was} for ${pair.right} too`,
      });
    };
    const [a, b] = [left.block.security ?? {}, right.block.security ?? {}];
    if (
      a.podSecurityStandard &&
      standards.indexOf(a.podSecurityStandard) > standards.indexOf(b.podSecurityStandard ?? "privileged")
    )
      add("podSecurityStandard", a.podSecurityStandard, b.podSecurityStandard ?? "not declared", "error");
    if (
      a.networkPolicies &&
      policies.indexOf(a.networkPolicies) > policies.indexOf(b.networkPolicies ?? "none")
    )
      add("networkPolicies", a.networkPolicies, b.networkPolicies ?? "not declared", "error");
    if (a.debugging === "disabled" && b.debugging === "enabled")
      add("debugging", "disabled", "enabled", "error");
    if (a.secretsManagement && b.secretsManagement !== a.secretsManagement)
      add("secretsManagement", a.secretsManagement, b.secretsManagement ?? "not declared", "warning");
    const lost = (a.compliance ?? []).filter((one) => !(b.compliance ?? []).includes(one));
    if (lost.length > 0)
      add(
        "compliance",
        (a.compliance ?? []).join(", "),
        (b.compliance ?? []).join(", ") || "none",
        "warning",
      );
  }
  return [...findings.values()];
}

/** Is what the block of an application promises in what it renders to? */
export function promisedFindings(
  declaration: PlacementDeclaration,
  objects: readonly Manifest[],
  production: boolean,
): ParityFinding[] {
  const { security } = declaration.block;
  if (security === undefined || objects.length === 0) return [];
  const findings: ParityFinding[] = [];
  const add = (key: string, cause: string, fix: string) =>
    findings.push({
      check: `security.${key}-kept`,
      group: "security baseline",
      severity: production ? "error" : "warning",
      environments: [declaration.environment],
      subject: declaration.application,
      cause,
      places: [placeOf(declaration, `security.${key}`)],
      fix,
    });
  const pods = objects.flatMap((object) => {
    const pod = podOf(object);
    return pod ? [{ title: `${object.kind}/${object.metadata.name}`, pod }] : [];
  });
  if (
    security.networkPolicies === "strict" &&
    pods.length > 0 &&
    !objects.some((o) => /NetworkPolicy$/.test(o.kind))
  )
    add(
      "networkPolicies",
      "strict network policies are declared, and none is rendered",
      "Add a NetworkPolicy that names who may reach its pods",
    );
  if (security.secretsManagement === "external" && objects.some((o) => o.kind === "Secret"))
    add(
      "secretsManagement",
      "secrets are declared to come from outside, and a Secret is rendered from Git",
      "Replace it by an ExternalSecret",
    );
  const standard = security.podSecurityStandard;
  for (const { title, pod } of standard === undefined || standard === "privileged" ? [] : pods) {
    const broken = brokenRule(pod, standard === "restricted");
    if (broken !== null)
      add(
        "podSecurityStandard",
        `${title} does not keep the ${standard} standard: ${broken}`,
        "Set its securityContext accordingly",
      );
  }
  return findings;
}

/** The pod spec that an object makes pods from. */
function podOf(object: Manifest): { [key: string]: Json } | null {
  const steps =
    object.kind === "Pod"
      ? ["spec"]
      : object.kind === "CronJob"
        ? ["spec", "jobTemplate", "spec", "template", "spec"]
        : ["spec", "template", "spec"];
  const found = steps.reduce<Json | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), object);
  return isJsonObject(found) && Array.isArray(found.containers) ? found : null;
}

/** The first rule of the Pod Security Standards that a pod breaks. kubernetes.io/docs/concepts/security/pod-security-standards */
function brokenRule(pod: { [key: string]: Json }, restricted: boolean): string | null {
  for (const key of ["hostNetwork", "hostPID", "hostIPC"]) if (pod[key] === true) return `${key} is true`;
  const whole = isJsonObject(pod.securityContext) ? pod.securityContext : {};
  for (const key of ["initContainers", "containers"]) {
    const containers = pod[key];
    for (const container of Array.isArray(containers) ? containers.filter(isJsonObject) : []) {
      const own = isJsonObject(container.securityContext) ? container.securityContext : {};
      const name = String(container.name);
      if (own.privileged === true) return `${name} is privileged`;
      if (!restricted) continue;
      if (own.allowPrivilegeEscalation !== false) return `${name} does not forbid privilege escalation`;
      if ((own.runAsNonRoot ?? whole.runAsNonRoot) !== true) return `${name} may run as root`;
    }
  }
  return null;
}

/** Production that the fleet itself declares in fewer than two zones. */
export function zoneFindings(fleet: Fleet): ParityFinding[] {
  return fleet.environments
    .filter((e) => e.type === "production")
    .flatMap(({ name }) => {
      const used = new Set(fleet.placements.filter((p) => p.environment === name).map((p) => p.cluster));
      return fleet.clusters
        .filter((cluster) => used.has(cluster.name) && cluster.zones.length < 2)
        .map(
          ({ name: cluster, zones, place }): ParityFinding => ({
            check: "infrastructure.zones",
            group: "infrastructure",
            severity: zones.length === 1 ? "error" : "info",
            environments: [name],
            subject: cluster,
            cause:
              zones.length === 1
                ? `${name} runs on a cluster of one zone (${zones[0]}): when it fails, everything stops`
                : "the fleet does not say in which zones it runs",
            places: place ? [place] : [],
            fix: "Run in at least two zones, and name them under zones:",
          }),
        );
    });
}
