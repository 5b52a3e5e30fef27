import type { Finding } from "../diff/compare";
import { BOOKKEEPING_ANNOTATIONS, SERVER_METADATA } from "../diff/normalise";
import { lastKey } from "../diff/version";
import type { Json, JsonObject } from "../json";
import { isJsonObject } from "../json";
import type { Manifest } from "../manifest";
import { asleepAnnotation, isAsleep } from "../schedule/asleep";
import { type Manager, managerOf } from "./field-manager";

/** What the classification of one live object may look at. */
export type LiveContext = {
  live: Manifest;
  managers: readonly Manager[];
  /** `Kind/name` of what an autoscaler scales, in the object's namespace. */
  scaled: ReadonlySet<string>;
  ignoreAggregatedRoles: boolean;
  /** The left side is the API server's own dry run: it has kept what others own, so what it lacks would be removed. */
  predicted: boolean;
  /** What is desired was encrypted by SOPS: whoever applies it decrypts it first. */
  encrypted: boolean;
};

/** Why a difference is only what a controller writes down or owns; null when it may be drift. */
export function bookkeepingReason(finding: Finding, context: LiveContext): string | null {
  const { path, left } = finding;
  const [top, second] = path;
  if (top === "status") return "the controller's report";
  if (context.encrypted && isDecrypted(finding, context.live))
    return "it is decrypted as it is applied, and only the cluster knows it";
  if (top === "apiVersion") return "the same object, asked for in another API version";
  if (top === "metadata") {
    const why = metadataReason(finding, String(second ?? ""));
    if (why !== null) return why;
  }
  const above = path[path.length - 2];
  if (above === "annotations") {
    const why = annotationReason(lastKey(path), left !== undefined || context.predicted);
    if (why !== null) return why;
  }
  if (above === "labels" && left === undefined && !context.predicted) {
    const why = labelReason(lastKey(path), finding.right, context.live);
    if (why !== null) return why;
  }
  if (finding.shape?.server !== undefined && (left === undefined || isPlaceholder(left)))
    return finding.shape.server;
  return kindReason(finding, context);
}

function isDecrypted({ path: [top], left }: Finding, live: Manifest): boolean {
  if (top === "sops") return live.sops === undefined;
  if (live.kind === "Secret") return top === "data" || top === "stringData";
  return typeof left === "string" && left.startsWith("ENC[");
}

/** An empty text or a lone newline in base64 holds the place of what gets injected. */
const isPlaceholder = (value: Json): boolean => value === "" || value === "Cg==";

function metadataReason({ left, right }: Finding, field: string): string | null {
  if (SERVER_METADATA.has(field)) return "only the API server writes it";
  if (field === "namespace" && (left ?? "") !== (right ?? "") && (!left || !right))
    return "the namespace is given when it is applied";
  if (field === "ownerReferences" && left === undefined) return "a controller owns the object";
  if (field === "finalizers" && left === undefined) return "a controller guards the object's deletion";
  if (field === "generateName" && right === undefined) return "the server made a name of it";
  return null;
}

const NOTED_BY =
  /^(?:[\w-]+\.)*(?:deployment|pv|volume|volume\.beta|pv\.beta|endpoints|batch|autoscaling\.alpha|control-plane\.alpha|storage\.alpha)\.kubernetes\.io\/|^pv\.kubernetes\.io\/|^volume\.(?:beta\.)?kubernetes\.io\/|^(?:deployment|endpoints|batch)\.kubernetes\.io\//;
const TOOLS =
  /^(?:meta\.helm\.sh|argocd\.argoproj\.io|rollout\.argoproj\.io|notified\.notifications\.argoproj\.io|kustomize\.toolkit\.fluxcd\.io|helm\.toolkit\.fluxcd\.io|reconcile\.fluxcd\.io|objectset\.rio\.cattle\.io|field\.cattle\.io|lifecycle\.cattle\.io|management\.cattle\.io|cattle\.io|openshift\.io|components\.gke\.io|autopilot\.gke\.io|networking\.gke\.io|ingress\.kubernetes\.io|ingress\.gcp\.kubernetes\.io|cnrm\.cloud\.google\.com)\//;
const NOTES = new Set([
  "cloud.google.com/neg-status",
  "cloud.google.com/neg",
  "kubectl.kubernetes.io/restartedAt",
  "kubernetes.io/service-account.uid",
  "kubernetes.io/psp",
  "k8s.v1.cni.cncf.io/network-status",
  "kubectl.kubernetes.io/default-container",
  "argocd.argoproj.io/tracking-id",
  asleepAnnotation,
  "kubernetes.io/limit-ranger",
  "cni.projectcalico.org/podIP",
  "cni.projectcalico.org/containerID",
]);

function annotationReason(key: string, declared: boolean): string | null {
  if (BOOKKEEPING_ANNOTATIONS.has(key)) return "a tool's own note";
  if (declared) return null;
  // A restart changes no configuration; its time stamp in the template is all that it leaves behind.
  if (key === "kubectl.kubernetes.io/restartedAt") return "the time of a restart";
  return NOTES.has(key) || NOTED_BY.test(key) || TOOLS.test(key) ? "a tool's own note" : null;
}

const LABELLED_BY =
  /^(?:argocd\.argoproj\.io|kustomize\.toolkit\.fluxcd\.io|helm\.toolkit\.fluxcd\.io|objectset\.rio\.cattle\.io|cattle\.io|kubernetes\.io\/bootstrapping)/;
const LABELS = new Set([
  "app.kubernetes.io/instance",
  "pod-template-hash",
  "controller-revision-hash",
  "pod-template-generation",
  "controller-uid",
  "batch.kubernetes.io/controller-uid",
  "kubernetes.io/metadata.name",
  "statefulset.kubernetes.io/pod-name",
  "apps.kubernetes.io/pod-index",
  "kubernetes.io/legacy-token-last-used",
]);

function labelReason(key: string, value: Json | undefined, live: Manifest): string | null {
  if (LABELS.has(key) || LABELLED_BY.test(key)) return "a controller marks what it manages";
  const annotations = live.metadata.annotations;
  const byHelm =
    isJsonObject(annotations) && Object.keys(annotations).some((name) => name.startsWith("meta.helm.sh/"));
  return key === "app.kubernetes.io/managed-by" && value === "Helm" && byHelm
    ? "Helm marks what it installs"
    : null;
}

const TOKEN_MOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";
const EVICTION = /^node\.kubernetes\.io\/(?:not-ready|unreachable)$/;

function kindReason(finding: Finding, context: LiveContext): string | null {
  const { path, left, right } = finding;
  const { live, scaled } = context;
  const name = String(live.metadata.name);
  if (path.length === 2 && path[0] === "spec" && path[1] === "replicas") {
    const manager = managerOf(context.managers, path);
    const byAutoscaler = manager?.subresource === "scale" && manager.manager === "kube-controller-manager";
    if (scaled.has(`${live.kind}/${name}`) || byAutoscaler)
      return "an autoscaler decides the number of replicas";
    if (isAsleep(live)) return "the schedule put it to sleep";
  }
  if (
    live.kind === "ClusterRole" &&
    context.ignoreAggregatedRoles &&
    path[0] === "rules" &&
    isJsonObject(live.aggregationRule)
  ) {
    return "a controller aggregates the rules";
  }
  if (left !== undefined) return null;
  if (live.kind === "ServiceAccount" && (path[0] === "secrets" || path[0] === "imagePullSecrets")) {
    return namedItem(right).startsWith(`${name}-`) ? "the token controller lists its tokens" : null;
  }
  if (live.kind === "Secret" && live.type === "kubernetes.io/service-account-token" && path[0] === "data")
    return "the token controller fills it in";
  if (live.kind === "Pod") return podReason(finding, right);
  if (lastKey(path) === "hostPort" && isHostNetwork(live) && right === finding.beside.right?.containerPort)
    return "the host's network is used";
  return null;
}

const namedItem = (value: Json | undefined): string =>
  isJsonObject(value) && typeof value.name === "string" ? value.name : "";

function podReason({ path }: Finding, right: Json | undefined): string | null {
  const key = lastKey(path);
  if (key === "volumes" && /^kube-api-access-[a-z0-9]{5}$|-token-[a-z0-9]{5}$/.test(namedItem(right)))
    return "the service account's token is mounted at admission";
  if (key === "volumeMounts" && isJsonObject(right) && right.mountPath === TOKEN_MOUNT)
    return "the service account's token is mounted at admission";
  if (
    key === "tolerations" &&
    isJsonObject(right) &&
    EVICTION.test(String(right.key)) &&
    right.tolerationSeconds === 300
  )
    return "every pod tolerates a lost node for five minutes";
  return null;
}

function isHostNetwork(live: Manifest): boolean {
  const spec = isJsonObject(live.spec) ? live.spec : {};
  const template =
    isJsonObject(spec.template) && isJsonObject(spec.template.spec) ? spec.template.spec : spec;
  return template.hostNetwork === true;
}

/** Objects that the cluster makes by itself and nobody declares. */
export function isAutomatic(live: Manifest): boolean {
  const owners = live.metadata.ownerReferences;
  if (Array.isArray(owners) && owners.length > 0) return true;
  const name = String(live.metadata.name);
  if (live.kind === "ConfigMap") return name === "kube-root-ca.crt" || name === "openshift-service-ca.crt";
  if (live.kind === "ServiceAccount") return name === "default";
  if (live.kind === "Secret")
    return live.type === "kubernetes.io/service-account-token" || live.type === "helm.sh/release.v1";
  return ["Endpoints", "EndpointSlice", "Event", "ControllerRevision", "Lease", "PodMetrics"].includes(
    live.kind,
  );
}

/** What autoscalers among these objects scale: `namespace` -> `Kind/name`. */
export function scaledTargets(objects: readonly JsonObject[]): Map<string, Set<string>> {
  const targets = new Map<string, Set<string>>();
  for (const object of objects) {
    if (object.kind !== "HorizontalPodAutoscaler" && object.kind !== "ScaledObject") continue;
    const target = isJsonObject(object.spec) ? object.spec.scaleTargetRef : undefined;
    if (!isJsonObject(target)) continue;
    const metadata = isJsonObject(object.metadata) ? object.metadata : {};
    const namespace = typeof metadata.namespace === "string" ? metadata.namespace : "";
    const known = targets.get(namespace) ?? new Set<string>();
    targets.set(namespace, known.add(`${String(target.kind ?? "Deployment")}/${String(target.name)}`));
  }
  return targets;
}
