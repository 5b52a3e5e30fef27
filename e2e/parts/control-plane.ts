import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { component, partState } from "@/scripts/parts.mjs";
import { type Guarded, removeAtTheEnd, startGuarded } from "./guarded";
import { kubeconfig, type User, users, writeIdentity } from "./identity";
import { freePorts } from "./ports";

export type ControlPlane = {
  /** https://127.0.0.1:PORT */
  server: string;
  /** The API server's own certificate, which is its authority too (PEM). */
  certificate: string;
  tokens: Record<User, string>;
  folder: string;
  /** etcd's client address: its JSON gateway lets a test compact history. */
  etcd: string;
  kubeconfig(user?: User): string;
  /** One raw call as admin; JSON in and out, any status is an answer. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: string }>;
  /** Ends the API server and starts it again on the same data, as an upgrade does. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export type ControlPlaneParts = {
  /** Controllers and scheduler, so Deployments make pods that get a node. */
  controllers?: boolean;
  /** kwok, so declared nodes become Ready and bound pods run. Implies nothing else. */
  pods?: boolean;
};

/** Why a control plane with these parts cannot be started here; null when it can. Fit for a test's title. */
export function missingPart(ask: ControlPlaneParts = {}): string | null {
  for (const name of ask.pods ? ["kubernetes", "kwok"] : ["kubernetes"]) {
    const state = partState(name);
    if (state.kind === "unavailable") return state.reason;
    if (state.kind === "buildable") return `${name} is not built yet: npm run parts`;
  }
  if (ask.controllers && (!component("kube-controller-manager") || !component("kube-scheduler"))) {
    return "KUBEBUILDER_ASSETS has no controllers and none are cached: npm run parts without it";
  }
  return null;
}

/**
 * Starts a real Kubernetes control plane in a folder of its own on free ports and waits until it says it is ready.
 * Throws with the end of the failing component's log. It never outlives this process.
 */
export async function startControlPlane(ask: ControlPlaneParts = {}): Promise<ControlPlane> {
  const missing = missingPart(ask);
  if (missing) throw new Error(missing);
  const folder = await mkdtemp(join(tmpdir(), "o8-parts-"));
  removeAtTheEnd(folder);
  const started: Guarded[] = [];
  const stop = async () => {
    for (const part of [...started].reverse()) await part.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const start = (name: Parameters<typeof component>[0], args: readonly string[]) => {
    const found = component(name);
    if (!found) throw new Error(`no ${name} here`);
    const part = startGuarded(name, found.file, [...found.args, ...args], join(folder, `${name}.log`));
    started.push(part);
    return part;
  };
  try {
    const [client = 0, peer = 0, secure = 0] = await freePorts(3);
    const identity = await writeIdentity(folder);
    const etcd = `http://127.0.0.1:${client}`;
    const server = `https://127.0.0.1:${secure}`;
    start("etcd", etcdFlags(folder, etcd, `http://127.0.0.1:${peer}`));
    const flags = apiserverFlags(folder, etcd, secure, identity);
    let api = start("kube-apiserver", flags);
    const plane = await ready(server, folder, identity.tokens.admin, started);
    const restart = async () => {
      started.splice(started.indexOf(api), 1);
      await api.stop();
      api = start("kube-apiserver", flags);
      await ready(server, folder, identity.tokens.admin, started);
    };
    const config = (user: User = "admin") => kubeconfig(server, plane.certificate, identity.tokens[user]);
    await grant(plane.call);
    if (ask.controllers || ask.pods)
      await startWorkers(ask, folder, config(), identity.keyFile, start, started);
    const { tokens } = identity;
    return { server, folder, etcd, tokens, kubeconfig: config, ...plane, restart, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function etcdFlags(folder: string, client: string, peer: string): string[] {
  return [
    `--data-dir=${join(folder, "etcd")}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    "--unsafe-no-fsync",
    "--log-level=error",
  ];
}

function apiserverFlags(
  folder: string,
  etcd: string,
  port: number,
  identity: { tokenFile: string; keyFile: string },
): string[] {
  return [
    `--etcd-servers=${etcd}`,
    `--secure-port=${port}`,
    "--bind-address=127.0.0.1",
    `--cert-dir=${folder}`,
    `--service-account-key-file=${identity.keyFile}`,
    `--service-account-signing-key-file=${identity.keyFile}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--token-auth-file=${identity.tokenFile}`,
    "--authorization-mode=RBAC",
    "--service-cluster-ip-range=10.0.0.0/24",
    "--allow-privileged",
    // Tests compact by hand, so that an expired token is expired when the test says so.
    "--etcd-compaction-interval=0",
  ];
}

/** Polls /readyz until it answers ok; a component that ends meanwhile ends the wait with its last words. */
async function ready(server: string, folder: string, token: string, started: readonly Guarded[]) {
  const deadline = Date.now() + 60_000;
  let last = "no answer yet";
  while (Date.now() < deadline) {
    await failIfEnded(started);
    const certificate = await readFile(join(folder, "apiserver.crt"), "utf8").catch(() => null);
    if (certificate) {
      const call = caller(server, certificate, token);
      const answer = await call("GET", "/readyz").catch((error: Error) => ({
        status: 0,
        body: error.message,
      }));
      if (answer.status === 200) return { certificate, call };
      last = answer.body;
    }
    await pause(50);
  }
  throw new Error(`the API server was not ready within 60 s: ${last}\n${await started.at(-1)?.tail()}`);
}

async function failIfEnded(started: readonly Guarded[]): Promise<void> {
  const ended = started.find((part) => !part.running());
  if (ended) throw new Error(`${ended.name} ended early:\n${await ended.tail()}`);
}

function caller(server: string, certificate: string, token: string): ControlPlane["call"] {
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const sent = request(
        `${server}${path}`,
        { method, ca: certificate, headers, timeout: 10_000 },
        (answer) => {
          let text = "";
          answer.setEncoding("utf8").on("data", (part: string) => {
            text += part;
          });
          answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: text }));
        },
      );
      sent.on("error", reject).on("timeout", () => sent.destroy(new Error("no answer within 10 s")));
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
}

// Roles of our own: the built-in view and edit are filled by a controller that most suites do not start.
const WORKLOADS = [
  "apps",
  "batch",
  "autoscaling",
  "networking.k8s.io",
  "policy",
  "argoproj.io",
  "metrics.k8s.io",
];
const CORE = ["configmaps", "endpoints", "events", "namespaces", "nodes", "pods", "pods/log", "services"];
const READ = ["get", "list", "watch"];

/** Viewers read and developers change workloads; neither reads Secrets. */
async function grant(call: ControlPlane["call"]): Promise<void> {
  const roles = [
    { name: "o8-viewer", group: users.viewer, verbs: READ },
    { name: "o8-developer", group: users.developer, verbs: [...READ, "create", "update", "patch", "delete"] },
  ];
  const rbac = "/apis/rbac.authorization.k8s.io/v1";
  for (const { name, group, verbs } of roles) {
    const rules = [
      { apiGroups: [""], resources: CORE, verbs },
      { apiGroups: WORKLOADS, resources: ["*"], verbs },
    ];
    const apiGroup = "rbac.authorization.k8s.io";
    await created(call, `${rbac}/clusterroles`, { metadata: { name }, rules });
    await created(call, `${rbac}/clusterrolebindings`, {
      metadata: { name },
      roleRef: { apiGroup, kind: "ClusterRole", name },
      subjects: [{ apiGroup, kind: "Group", name: group }],
    });
  }
}

async function created(call: ControlPlane["call"], path: string, body: unknown): Promise<void> {
  const answer = await call("POST", path, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.body}`);
}

async function startWorkers(
  ask: ControlPlaneParts,
  folder: string,
  config: string,
  keyFile: string,
  start: (name: Parameters<typeof component>[0], args: readonly string[]) => Guarded,
  started: Guarded[],
): Promise<void> {
  const file = join(folder, "admin.kubeconfig");
  await writeFile(file, config, { mode: 0o600 });
  if (ask.controllers) {
    start("kube-controller-manager", [
      `--kubeconfig=${file}`,
      `--service-account-private-key-file=${keyFile}`,
      "--leader-elect=false",
      "--secure-port=0",
      "--controllers=*,-nodeipam,-bootstrapsigner,-tokencleaner",
    ]);
    start("kube-scheduler", [`--kubeconfig=${file}`, "--leader-elect=false", "--secure-port=0"]);
  }
  if (ask.pods) {
    const state = partState("kwok");
    if (state.kind !== "cached") throw new Error("kwok is not cached");
    const stages = join(state.folder, "stages.yaml");
    const flags = [`--kubeconfig=${file}`, `--config=${stages}`, "--manage-all-nodes=true"];
    const log = join(folder, "kwok.log");
    const kwok = join(state.folder, "kwok");
    started.push(startGuarded("kwok", kwok, [...flags, "--node-lease-duration-seconds=40"], log));
  }
}
