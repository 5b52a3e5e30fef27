import { generateKeyPairSync, randomBytes } from "node:crypto";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The people the test API server knows, each by a bearer token; RBAC tells what each may do. */
export const users = {
  admin: "system:masters",
  developer: "o8:developers",
  viewer: "o8:viewers",
} as const;
export type User = keyof typeof users;

export type Identity = { tokens: Record<User, string>; tokenFile: string; keyFile: string };

/** Writes tokens.csv and the service-account key of one run; every run has its own. */
export async function writeIdentity(folder: string): Promise<Identity> {
  const token = () => randomBytes(16).toString("hex");
  const tokens = { admin: token(), developer: token(), viewer: token() };
  const lines = Object.entries(users).map(
    ([name, group]) => `${tokens[name as User]},${name},${name},"${group}"`,
  );
  const tokenFile = join(folder, "tokens.csv");
  await writeFile(tokenFile, `${lines.join("\n")}\n`, { mode: 0o600 });
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keyFile = join(folder, "service-account.key");
  await writeFile(keyFile, privateKey.export({ type: "pkcs1", format: "pem" }));
  await chmod(keyFile, 0o600);
  return { tokens, tokenFile, keyFile };
}

/** A kubeconfig with one context; certificate as PEM text. */
export function kubeconfig(server: string, certificate: string, token: string): string {
  const ca = Buffer.from(certificate).toString("base64");
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server, "certificate-authority-data": ca } }],
    users: [{ name: "test", user: { token } }],
    contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
    "current-context": "test",
  });
}
