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
    started.push(startGuarded(name, found.file, [...found.args, ...args], join(folder, `${name}.log`)));
  };
  try {
    const [client = 0, peer = 0, secure = 0] = await freePorts(3);
    const identity = await writeIdentity(folder);
    const etcd = `http://127.0.0.1:${client}`;
    const server = `https://127.0.0.1:${secure}`;
    start("etcd", etcdFlags(folder, etcd, `http://127.0.0.1:${peer}`));
    start("kube-apiserver", apiserverFlags(folder, etcd, secure, identity));
    const plane = await ready(server, folder, identity.tokens.admin, started);
    const config = (user: User = "admin") => kubeconfig(server, plane.certificate, identity.tokens[user]);
    await grant(plane.call);
    if (ask.controllers || ask.pods)
      await startWorkers(ask, folder, config(), identity.keyFile, start, started);
    const { tokens } = identity;
    return { server, folder, etcd, tokens, kubeconfig: config, ...plane, stop };
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

/** Viewers view and developers edit, by the cluster's own roles; neither may read Secrets unless its role says so. */
async function grant(call: ControlPlane["call"]): Promise<void> {
  const bindings = [
    { name: "o8-viewers", role: "view", group: users.viewer },
    { name: "o8-developers", role: "edit", group: users.developer },
  ];
  for (const { name, role, group } of bindings) {
    const answer = await call("POST", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", {
      metadata: { name },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: group }],
    });
    if (answer.status !== 201) throw new Error(`binding ${name}: ${answer.status} ${answer.body}`);
  }
}

async function startWorkers(
  ask: ControlPlaneParts,
  folder: string,
  config: string,
  keyFile: string,
  start: (name: Parameters<typeof component>[0], args: readonly string[]) => void,
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
