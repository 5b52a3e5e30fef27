import { isJsonObject, type Json, type JsonObject } from "../json";
import type { Manifest } from "../manifest";

/** A workload that sleeps, as an Argo CD Application names it. */
export type Sleeper = { kind: string; name: string; namespace: string };

/** What an Argo CD Application will do to a sleeping workload's size. */
export type ArgoVerdict =
  | { kind: "agrees"; application: string }
  /** It puts the pods back within minutes, or with its next sync; `add` is what its spec lacks. */
  | { kind: "wakes"; application: string; when: "self-heal" | "sync"; add: string };

const group = (kind: string): string => (kind === "Rollout" ? "argoproj.io" : "apps");

/**
 * Reads ahead whether Argo CD leaves a sleeping workload at none. Self-heal puts any difference back that is not
 * ignored; and a sync writes Git's size whatever is ignored, unless `RespectIgnoreDifferences=true` (Argo CD's sync
 * options). Null where no Application of these has the workload.
 */
export function argoOf(
  applications: readonly Manifest[],
  sleeper: Sleeper,
  onCluster: (destination: JsonObject) => boolean,
): ArgoVerdict | null {
  const found = applications.find((one) => isArgo(one) && has(one, sleeper, onCluster));
  if (!found) return null;
  const spec = record(found.spec);
  const policy = record(spec.syncPolicy);
  const application = found.metadata.name;
  const ignored = list(spec.ignoreDifferences).some((one) => ignores(one, sleeper));
  const respected = words(policy.syncOptions).includes("RespectIgnoreDifferences=true");
  if (ignored && respected) return { kind: "agrees", application };
  const heals = record(policy.automated).selfHeal === true && !ignored;
  return {
    kind: "wakes",
    application,
    when: heals ? "self-heal" : "sync",
    add: lacking(sleeper, ignored, respected),
  };
}

export const isArgo = ({ apiVersion, kind }: Manifest): boolean =>
  kind === "Application" && apiVersion.startsWith("argoproj.io/");

/** By what it says that it manages; before its first sync by where it puts things. */
function has(
  { spec, status }: Manifest,
  { kind, name, namespace }: Sleeper,
  onCluster: (destination: JsonObject) => boolean,
): boolean {
  const destination = record(record(spec).destination);
  if (!onCluster(destination)) return false;
  const managed = list(record(status).resources);
  return managed.length > 0
    ? managed.some((one) => one.kind === kind && one.name === name && one.namespace === namespace)
    : destination.namespace === namespace;
}

function ignores(rule: JsonObject, { kind, name, namespace }: Sleeper): boolean {
  const fits = (value: Json | undefined, own: string): boolean =>
    value === undefined || value === "" || value === "*" || value === own;
  return (
    fits(rule.group, group(kind)) &&
    fits(rule.kind, kind) &&
    fits(rule.name, name) &&
    fits(rule.namespace, namespace) &&
    (words(rule.jsonPointers).includes("/spec/replicas") ||
      words(rule.jqPathExpressions).includes(".spec.replicas"))
  );
}

/** The lines of the Application's spec that are missing. */
function lacking({ kind }: Sleeper, ignored: boolean, respected: boolean): string {
  return [
    ...(ignored
      ? []
      : [
          "ignoreDifferences:",
          `  - group: ${group(kind)}`,
          `    kind: ${kind}`,
          "    jsonPointers:",
          "      - /spec/replicas",
        ]),
    ...(respected ? [] : ["syncPolicy:", "  syncOptions:", "    - RespectIgnoreDifferences=true"]),
  ].join("\n");
}

const record = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});
const list = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];
const words = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
