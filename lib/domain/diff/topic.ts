import type { Path } from "../path";
import { lastKey } from "./version";

export const topics = [
  "images",
  "replicas",
  "resources",
  "environment variables",
  "secrets",
  "policies",
  "data",
  "SLO",
  "other",
] as const;
export type Topic = (typeof topics)[number];

const POLICY_KINDS =
  /Policy|^(?:Cluster)?Role(?:Binding)?$|PodDisruptionBudget|ResourceQuota|LimitRange|PeerAuthentication|WebhookConfiguration/;
const SLO_KINDS =
  /^(?:PrometheusRule|ServiceLevelObjective|PrometheusServiceLevel|ServiceMonitor|PodMonitor|AnalysisTemplate|Alert\w*|SLO)$/;

/** What a difference is about, for the page's filters. `secret` says that the value is a masked secret. */
export function topicOf(kind: string, path: Path, secret: boolean): Topic {
  const keys = path.filter((segment) => typeof segment === "string");
  const has = (...names: string[]): boolean => keys.some((key) => names.includes(key));
  const key = lastKey(path);
  if (
    secret ||
    kind === "Secret" ||
    kind === "SealedSecret" ||
    kind === "ExternalSecret" ||
    has("secretRef", "secretKeyRef")
  )
    return "secrets";
  if (
    /^(?:image|images|imageTag|image_tag|newTag|imagePullPolicy)$/.test(key) ||
    has("images") ||
    (has("image") && /^(?:tag|digest|repository|registry)$/.test(key))
  )
    return "images";
  if (
    /replicas$/i.test(key) ||
    kind === "HorizontalPodAutoscaler" ||
    has("autoscaling", "minReplicas", "maxReplicas")
  )
    return "replicas";
  if (has("resources", "requests", "limits", "volumeClaimTemplates")) return "resources";
  if (has("env", "envFrom")) return "environment variables";
  if (SLO_KINDS.test(kind)) return "SLO";
  if (
    POLICY_KINDS.test(kind) ||
    has("securityContext", "podSecurityContext") ||
    /pod-security\.kubernetes\.io/.test(key)
  )
    return "policies";
  if (kind === "ConfigMap" || kind === "PersistentVolumeClaim" || has("data", "volumes", "volumeMounts"))
    return "data";
  return "other";
}
