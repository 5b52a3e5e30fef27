import { join } from "node:path";
import { Fault } from "@/lib/ports/fault";

/** How a remote is entered. Values reach git by environment and files only: never by arguments, never in errors. */
export type GitCredentials =
  | {
      kind: "token";
      token: string /** GitHub and GitLab accept any name beside a token. */;
      username?: string;
    }
  | {
      kind: "ssh-key";
      file: string /** Without it the host's key is trusted at first sight and kept. */;
      knownHostsFile?: string;
    };

export type Remote = {
  url: string;
  config: readonly string[];
  env: Readonly<Record<string, string>>;
  secrets: readonly string[];
};

// Git runs this in a shell of its own; it holds variable names only.
const helper =
  '!f() { test "$1" = get && printf "username=%s\\npassword=%s\\n" "$O8_GIT_USERNAME" "$O8_GIT_TOKEN"; }; f';

/**
 * Checks a remote's address and says how git is told about it. A password inside the address is taken out of it.
 * Throws a Fault for addresses of another kind than https, http, ssh, file or an absolute folder.
 */
export function describeRemote(
  address: string,
  folder: string,
  credentials: GitCredentials | undefined,
): Remote {
  const plain = /^(?:file:\/\/)?\/[^\0\n]*$/;
  const scp = /^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[^\0\n-][^\0\n]*$/;
  if (plain.test(address)) return { url: address, config: [], env: {}, secrets: [] };
  if (scp.test(address)) return ssh(address, folder, credentials);
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol === "ssh:" && !url.hostname.startsWith("-")) return ssh(address, folder, credentials);
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw new Fault("the repository's address must be https, http, ssh or an absolute folder", {
      retryable: false,
    });
  }
  const inside =
    url.password === ""
      ? undefined
      : { token: decodeURIComponent(url.password), username: decodeURIComponent(url.username) };
  const token = credentials?.kind === "token" ? credentials : inside;
  url.username = "";
  url.password = "";
  if (!token) return { url: url.href, config: [], env: {}, secrets: [] };
  if (/[\r\n\0]/.test(token.token + (token.username ?? ""))) {
    throw new Fault("the repository's token holds a line break", { retryable: false });
  }
  return {
    url: url.href,
    // Bound to this origin, so that a redirect to another host is never handed the token.
    config: ["-c", `credential.${url.origin}.helper=${helper}`],
    env: { O8_GIT_USERNAME: token.username || "orchestr8", O8_GIT_TOKEN: token.token },
    secrets: [token.token, encodeURIComponent(token.token)],
  };
}

function ssh(url: string, folder: string, credentials: GitCredentials | undefined): Remote {
  const key = credentials?.kind === "ssh-key" ? credentials : undefined;
  const known = key?.knownHostsFile ?? join(folder, "o8-known-hosts");
  const options = [
    "ssh",
    "-F",
    "/dev/null",
    "-o",
    "BatchMode=yes",
    "-o",
    `StrictHostKeyChecking=${key?.knownHostsFile === undefined ? "accept-new" : "yes"}`,
    "-o",
    `UserKnownHostsFile=${known}`,
    ...(key ? ["-o", "IdentitiesOnly=yes", "-i", key.file] : []),
  ];
  return {
    url,
    config: [],
    env: { GIT_SSH_COMMAND: options.map(quote).join(" "), GIT_SSH_VARIANT: "ssh" },
    secrets: [],
  };
}

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
