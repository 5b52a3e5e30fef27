import type { Manifest } from "../manifest";
import type { Path } from "../path";
import { groupOf, nameOf } from "./identity";
import { lastKey } from "./version";

/** What each of these kinds protects; one that stands on a single side is worth a second look. */
const GUARDING_KINDS: Readonly<Record<string, string>> = {
  NetworkPolicy: "limits who may reach its pods",
  CiliumNetworkPolicy: "limits who may reach its pods",
  CiliumClusterwideNetworkPolicy: "limits who may reach pods",
  GlobalNetworkPolicy: "limits who may reach pods",
  AuthorizationPolicy: "limits who may call its workloads",
  PeerAuthentication: "demands encrypted traffic",
  PodDisruptionBudget: "keeps enough pods while nodes are drained",
  PodSecurityPolicy: "limits what pods may do",
  ResourceQuota: "limits what the namespace may use",
  LimitRange: "gives containers limits when they set none",
  PrometheusRule: "alerts when something is wrong",
  HorizontalPodAutoscaler: "adds pods under load",
  ValidatingAdmissionPolicy: "refuses bad objects",
  ValidatingWebhookConfiguration: "refuses bad objects",
  PriorityClass: "decides who is evicted first",
  VolumeSnapshotClass: "keeps backups",
  ScheduledBackup: "makes backups",
  BackupSchedule: "makes backups",
  Schedule: "makes backups",
  VerticalPodAutoscaler: "keeps requests near use",
};
const GROUP_NEEDED: Readonly<Record<string, string>> = { Schedule: "velero.io" };
const POLICY_GROUPS = /(?:^|\.)(?:kyverno\.io|gatekeeper\.sh|calico\.org)$/;

/** Why an object protects something; null when it does not. */
export function guardReason(manifest: Manifest): string | null {
  const { kind } = manifest;
  const group = groupOf(manifest.apiVersion);
  const needed = GROUP_NEEDED[kind];
  const known = GUARDING_KINDS[kind];
  if (known !== undefined && (needed === undefined || group === needed)) return `${kind} ${known}`;
  if (POLICY_GROUPS.test(group) && /Policy|Constraint/.test(kind)) return `${kind} refuses bad objects`;
  if (/^(?:CronJob|Job)$/.test(kind) && /backup|snapshot/i.test(nameOf(manifest)))
    return `${kind} makes backups`;
  return null;
}

const GUARDING_FIELDS: Readonly<Record<string, string>> = {
  livenessProbe: "restarts a container that hangs",
  readinessProbe: "keeps traffic from a container that is not ready",
  startupProbe: "gives a slow start its time",
  limits: "bounds what a container may use",
  securityContext: "limits what a container may do",
  runAsNonRoot: "keeps root out of the container",
  readOnlyRootFilesystem: "keeps the container's files unchanged",
  topologySpreadConstraints: "spreads pods over nodes and zones",
  podAntiAffinity: "spreads pods over nodes and zones",
  "pod-security.kubernetes.io/enforce": "refuses pods that ask for too much",
};

/** Why a field that only one side sets protects something; null when it does not. */
export function fieldGuardReason(path: Path): string | null {
  const key = lastKey(path);
  const why = typeof path.at(-1) === "string" ? GUARDING_FIELDS[key] : undefined;
  return why === undefined ? null : `${key} ${why}`;
}

/**
 * Is a guard that only one environment has missing in the other? Towards production environments are guarded more, so
 * one that only the later of two has is no gap; of two environments of one type, neither may lack it.
 */
export function isGap(
  has: "left" | "right",
  pair: { sameType: boolean /** The left side lies nearer to production. */; backwards: boolean },
): boolean {
  return pair.sameType || has === (pair.backwards ? "right" : "left");
}
