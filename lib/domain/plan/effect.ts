import { isJsonObject } from "../json";
import type { Manifest } from "../manifest";
import { counted, listed } from "../promotion/sentence";
import { isSecretMark } from "../secret";
import { capacityOf, cpuText, memoryText, replicasOf } from "./capacity";
import type { FieldChange, PlacementChange } from "./rendered-change";

export type EffectTopic = "cost" | "replicas" | "network" | "security" | "data";
/** What a plan does to one thing people ask about; `attention` when they should look. */
export type Effect = { topic: EffectTopic; title: string; detail: string; attention: boolean };

/** The renderings of one target before and after. */
export type PlacementRendering = {
  placement: string;
  before: readonly Manifest[];
  after: readonly Manifest[];
  change: PlacementChange;
};

const networkKinds = /NetworkPolicy$|^(?:AuthorizationPolicy|PeerAuthentication)$/;
const rightsKinds = /^(?:Cluster)?Role(?:Binding)?$|^ServiceAccount$|^PodSecurityPolicy$/;
const secretKinds = /^(?:Secret|SealedSecret|ExternalSecret|(?:Cluster)?SecretStore)$/;
const dataKinds = /^(?:PersistentVolumeClaim|PersistentVolume|ScheduledBackup|Backup|Pooler|Database)$/;
const hardening =
  /securityContext|hostNetwork|hostPID|hostIPC|hostPath|pod-security\.kubernetes\.io|serviceAccountName|automountServiceAccountToken/;

/** Every topic is answered, because "no change" is an answer people look for. Computed from the renderings alone. */
export function effectsOf(targets: readonly PlacementRendering[]): readonly Effect[] {
  const fields = targets.flatMap((t) => t.change.fields.filter((f) => f.derivedFrom === null));
  return [
    costEffect(targets),
    replicaEffect(targets),
    networkEffect(targets, fields),
    securityEffect(fields),
    dataEffect(fields),
  ];
}

function costEffect(targets: readonly PlacementRendering[]): Effect {
  const [before, after] = sides(targets, capacityOf);
  const sum = (
    all: readonly { cpuMillis: number; memoryBytes: number }[],
    key: "cpuMillis" | "memoryBytes",
  ): number => all.reduce((total, c) => total + c[key], 0);
  const cpu = sum(after, "cpuMillis") - sum(before, "cpuMillis");
  const memory = sum(after, "memoryBytes") - sum(before, "memoryBytes");
  const parts = [cpuText(cpu), memoryText(memory)].filter((p) => p !== null);
  return {
    topic: "cost",
    title: parts.length === 0 ? "requests unchanged" : `${parts.join(", ")} requested`,
    detail: `on ${counted(targets.length, "placement")}`,
    attention: cpu > 0 || memory > 0,
  };
}

function replicaEffect(targets: readonly PlacementRendering[]): Effect {
  const [before, after] = sides(targets, (objects) => capacityOf(objects).replicas);
  const [from, to] = [before, after].map((all) => all.reduce((a, b) => a + b, 0));
  const restarted = targets.reduce((pods, t) => pods + restartedPods(t), 0);
  return {
    topic: "replicas",
    title: from === to ? `${from} stay ${to}` : `${from} become ${to}`,
    detail:
      restarted === 0
        ? "no pod restarts"
        : `${counted(restarted, "pod")} ${restarted === 1 ? "restarts" : "restart"}`,
    attention: from !== to,
  };
}

/** Pods of workloads whose pod template changes, generated names included: a new hash restarts them too. */
function restartedPods({ after, change }: PlacementRendering): number {
  const touched = new Set(
    change.fields.filter((f) => f.path.startsWith("spec.template.")).map((f) => f.object),
  );
  return after
    .filter(
      (o) =>
        runsPods.has(o.kind) && [titleOf(o), referencedTemplate(o)].some((t) => t !== null && touched.has(t)),
    )
    .reduce((pods, o) => pods + replicasOf(o), 0);
}

const runsPods = new Set(["Deployment", "StatefulSet", "Rollout"]);
const titleOf = (o: Manifest): string => `${o.kind}/${o.metadata.name}`;

/** The workload whose pod template a Rollout runs (Argo Rollouts, `spec.workloadRef`); that one keeps no pods itself. */
function referencedTemplate(o: Manifest): string | null {
  const ref = isJsonObject(o.spec) ? o.spec.workloadRef : undefined;
  return isJsonObject(ref) && typeof ref.kind === "string" && typeof ref.name === "string"
    ? `${ref.kind}/${ref.name}`
    : null;
}

function networkEffect(targets: readonly PlacementRendering[], fields: readonly FieldChange[]): Effect {
  const objects = objectsOf(fields.filter((f) => networkKinds.test(f.kind)));
  const policies = targets.reduce((n, t) => n + t.after.filter((o) => networkKinds.test(o.kind)).length, 0);
  return {
    topic: "network",
    title: objects.length === 0 ? "no change" : `${counted(objects.length, "rule set")} changed`,
    detail:
      objects.length === 0
        ? `${policies} ${policies === 1 ? "policy" : "policies"} compared`
        : listed(objects),
    attention: objects.length > 0,
  };
}

function securityEffect(fields: readonly FieldChange[]): Effect {
  const rights = objectsOf(fields.filter((f) => rightsKinds.test(f.kind) || hardening.test(f.path)));
  const secrets = objectsOf(
    fields.filter(
      (f) =>
        secretKinds.test(f.kind) ||
        isSecretMark(f.before) ||
        isSecretMark(f.after) ||
        /secretKeyRef|secretRef/.test(f.path),
    ),
  );
  const changed = [...new Set([...rights, ...secrets])];
  return {
    topic: "security",
    title: rights.length === 0 ? "no new rights" : `${counted(rights.length, "object")} with other rights`,
    detail:
      changed.length === 0
        ? "no secret changes"
        : secrets.length === 0
          ? listed(rights)
          : `${listed(changed)}; secrets change in ${counted(secrets.length, "object")}`,
    attention: changed.length > 0,
  };
}

function dataEffect(fields: readonly FieldChange[]): Effect {
  const isDatabase = (f: FieldChange): boolean => f.kind === "Cluster";
  const objects = objectsOf(
    fields.filter((f) => dataKinds.test(f.kind) || isDatabase(f) || f.path.includes("volumeClaimTemplates")),
  );
  const removed = fields.some(
    (f) => f.path === "" && f.change === "removed" && (dataKinds.test(f.kind) || isDatabase(f)),
  );
  return {
    topic: "data",
    title:
      objects.length === 0
        ? "no change"
        : removed
          ? "data is removed"
          : `${counted(objects.length, "object")} changed`,
    detail: objects.length === 0 ? "no database or volume is touched" : listed(objects),
    attention: objects.length > 0,
  };
}

const sides = <T>(
  targets: readonly PlacementRendering[],
  of: (objects: readonly Manifest[]) => T,
): [T[], T[]] => [targets.map((t) => of(t.before)), targets.map((t) => of(t.after))];

const objectsOf = (fields: readonly FieldChange[]): readonly string[] =>
  [...new Set(fields.map((f) => f.object))].sort();
