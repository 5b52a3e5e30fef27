import type { Agent, RequestOptions } from "node:https";
import { Agent as HttpsAgent } from "node:https";
import type { Cluster as ClusterEntry, KubeConfig, User } from "@kubernetes/client-node";
import { Fault } from "@/lib/ports/fault";

/** How to reach one cluster and as whom. `folder` is what relative file names in the kubeconfig start from. */
export type ClusterAccess =
  | { kind: "kubeconfig"; text: string; context?: string | undefined; folder?: string | undefined }
  | { kind: "in-cluster" };

export type AccessPolicy = {
  /** Lets the kubeconfig start programs of this machine to get a token. Off unless set: it runs what a file says. */
  allowExec?: boolean | undefined;
  /** Lets the kubeconfig switch off the check of the server's certificate. Off unless set. */
  allowInsecureTls?: boolean | undefined;
};

export type Connection = {
  server: URL;
  agent: Agent;
  /** Fresh headers for one call; tokens that expire are renewed here. */
  headers(): Promise<Record<string, string>>;
  /** The text with every credential of this connection taken out. */
  scrub(text: string): string;
};

const refused = (name: string, why: string): Fault =>
  new Fault(`cluster ${name}: ${why}`, { retryable: false });

/**
 * Opens the credentials of one context, and only that one: nothing else in the file is kept.
 * Throws a Fault, and starts and sends nothing, when the file is unreadable or asks for what the policy forbids.
 */
export async function openAccess(
  name: string,
  access: ClusterAccess,
  policy: AccessPolicy,
): Promise<Connection> {
  const { KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  try {
    if (access.kind === "in-cluster") {
      config.loadFromCluster();
    } else {
      config.loadFromString(access.text);
      if (access.folder !== undefined) config.makePathsAbsolute(access.folder);
      if (access.context !== undefined) config.setCurrentContext(access.context);
    }
  } catch {
    // The parser quotes the line it stumbled over, which may be the one with the token.
    throw refused(
      name,
      "its kubeconfig is not readable YAML, or a cluster, user or context in it has no name",
    );
  }
  const cluster = config.getCurrentCluster();
  const user = config.getCurrentUser();
  if (!cluster) throw refused(name, `its kubeconfig has no context "${config.getCurrentContext() ?? ""}"`);
  if (!user) throw refused(name, "the user its context names is not in the kubeconfig");
  check(name, cluster, user, policy);
  config.loadFromClusterAndUser(cluster, user);
  return connect(config, cluster, user, policy);
}

function check(name: string, cluster: ClusterEntry, user: User, policy: AccessPolicy): void {
  if (!policy.allowExec && startsProgram(user)) {
    throw refused(
      name,
      `user "${user.name}" of its kubeconfig starts a program to get a token; that is off unless the settings allow it`,
    );
  }
  if (policy.allowInsecureTls) return;
  if (cluster.skipTLSVerify) {
    throw refused(
      name,
      "its kubeconfig skips the check of the server's certificate (insecure-skip-tls-verify)",
    );
  }
  if (!cluster.server.startsWith("https://")) {
    throw refused(name, "its server is not https, so credentials would travel in the clear");
  }
}

/** Exec plugins, and the old providers of gcp and azure that run a `cmd-path`. */
function startsProgram(user: User): boolean {
  const provider = user.authProvider;
  if (user.exec || provider?.name === "exec" || provider?.name === "gcp" || provider?.name === "azure")
    return true;
  return Boolean(provider?.config?.exec ?? provider?.config?.["cmd-path"]);
}

async function connect(
  config: KubeConfig,
  cluster: ClusterEntry,
  user: User,
  policy: AccessPolicy,
): Promise<Connection> {
  const secrets = new Set(knownSecrets(user));
  const scrub = (text: string) => [...secrets].reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
  const options = async (): Promise<RequestOptions> => {
    const filled: RequestOptions = {};
    try {
      await config.applyToHTTPSOptions(filled);
    } catch (error) {
      const why = scrub(error instanceof Error ? error.message : "unknown reason");
      throw new Fault(`the credentials of cluster ${cluster.name} could not be read: ${why}`, {
        retryable: true,
      });
    }
    return filled;
  };
  const first = await options();
  const tls = {
    ca: first.ca,
    cert: first.cert,
    key: first.key,
    servername: first.servername,
    // Said aloud, because NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment would switch it off otherwise.
    rejectUnauthorized: !(policy.allowInsecureTls && cluster.skipTLSVerify),
  };
  const agent =
    cluster.proxyUrl && first.agent && first.agent !== true
      ? (first.agent as Agent)
      : new HttpsAgent({ ...definedOnly(tls), keepAlive: true, maxSockets: 32, scheduling: "lifo" });
  return {
    server: new URL(cluster.server),
    agent,
    scrub,
    async headers() {
      const { headers, auth } = await options();
      const filled: Record<string, string> = {};
      for (const [key, value] of Object.entries(headers ?? {})) filled[key.toLowerCase()] = String(value);
      if (auth) filled.authorization = `Basic ${Buffer.from(auth).toString("base64")}`;
      const credential = filled.authorization?.split(" ")[1];
      if (credential) secrets.add(credential);
      return filled;
    },
  };
}

/** Everything in the user's entry that must not be seen in a message; short texts would scrub ordinary words. */
function knownSecrets(user: User): string[] {
  const provider: unknown[] = Object.values(user.authProvider?.config ?? {});
  return [user.token, user.password, user.keyData, ...provider].filter(
    (value): value is string => typeof value === "string" && value.length >= 6,
  );
}

function definedOnly<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}
