import { tmpdir } from "node:os";
import { Fault } from "@/lib/ports/fault";
import { bareEnvironment, type ChildEnvironment, networkEnvironment } from "../process/environment";
import { run } from "../process/run";
import { slots } from "../process/slots";
import type { Remote } from "./credentials";

type GitOptions = {
  input?: string | Uint8Array;
  env?: Readonly<Record<string, string>>;
  /** Exit codes that are answers, beside 0. */
  answers?: readonly number[];
  /** Lets git speak to this remote; without it every protocol is closed. */
  remote?: Remote;
  timeoutMs?: number;
};
type GitAnswer = { code: number; stdout: Buffer; text: string };

/** One repository's git: every call hardened alike, none through a shell. */
export interface Git {
  readonly folder: string;
  /** Faults when git ends with a code that is no answer; the text of the fault is scrubbed. */
  run(args: readonly string[], options?: GitOptions): Promise<GitAnswer>;
  /** The arguments and environment of a long-lived child. */
  prepare(args: readonly string[]): {
    command: string;
    args: readonly string[];
    cwd: string;
    env: ChildEnvironment;
  };
}

// A repository's own configuration may name programs; each such setting is closed here, whoever owns the folder.
// biome-ignore format: pairs read better side by side
const hardening: readonly string[] = [
  "--no-pager",
  "-c", "safe.directory=*",
  "-c", "core.hooksPath=/dev/null",
  "-c", "core.fsmonitor=false",
  "-c", "core.quotePath=false",
  "-c", "core.attributesFile=/dev/null",
  "-c", "core.alternateRefsCommand=false",
  "-c", "core.askPass=",
  "-c", "credential.helper=",
  "-c", "protocol.ext.allow=never",
  "-c", "http.followRedirects=false",
  "-c", "log.showSignature=false",
  "-c", "blame.ignoreRevsFile=",
  "-c", "commit.gpgSign=false",
  "-c", "push.gpgSign=false",
  "-c", "submodule.recurse=false",
  "-c", "fetch.recurseSubmodules=false",
  "-c", "gc.auto=0",
  "-c", "maintenance.auto=false",
];

const closed: Readonly<Record<string, string>> = {
  HOME: "/nonexistent",
  XDG_CONFIG_HOME: "/nonexistent",
  TMPDIR: tmpdir(),
  LC_ALL: "C",
  TZ: "UTC",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_ATTR_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_ASKPASS: "",
  SSH_ASKPASS: "",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_NO_LAZY_FETCH: "1",
  GIT_LITERAL_PATHSPECS: "1",
  GIT_ALLOW_PROTOCOL: "none",
  GIT_SSH_COMMAND: "false",
};

const open = "file:http:https:ssh";

/** A page may ask for the history of every application at once; more children than this only wait for each other. */
const childrenAtOnce = 6;

/** Git on one folder: a bare repository, or a checkout (or a folder inside one). */
export function openGit(folder: string): Git {
  const environment = (options: GitOptions): ChildEnvironment => ({
    ...(options.remote ? networkEnvironment() : bareEnvironment()),
    ...closed,
    ...(options.remote ? { GIT_ALLOW_PROTOCOL: open, GIT_SSH_COMMAND: "ssh", ...options.remote.env } : {}),
    ...options.env,
  });
  const inSlot = slots(childrenAtOnce);
  return {
    folder,
    prepare: (args) => ({ command: "git", args: [...hardening, ...args], cwd: folder, env: environment({}) }),
    run: async (args, options = {}) => {
      const child = () =>
        run({
          command: "git",
          args: [...hardening, ...(options.remote?.config ?? []), ...args],
          cwd: folder,
          env: environment(options),
          ...(options.input === undefined ? {} : { input: options.input }),
          timeoutMs: options.timeoutMs ?? 30_000,
          maxOutputBytes: 256 * 1024 * 1024,
        });
      // A remote that hangs must not keep local questions waiting.
      const ran = await (options.remote ? child() : inSlot(child));
      const what = `git ${args[0] ?? ""}`;
      if (ran.kind === "absent")
        throw new Fault(`${what} did not start; is git installed?`, { retryable: false });
      if (ran.kind !== "exited") throw new Fault(`${what} was ended (${ran.kind})`, { retryable: true });
      if (ran.code !== 0 && !options.answers?.includes(ran.code)) {
        throw new Fault(`${what} failed: ${scrub(ran.stderr, folder, options.remote)}`, {
          retryable: options.remote !== undefined,
        });
      }
      return { code: ran.code, stdout: ran.stdout, text: ran.stdout.toString("utf8") };
    },
  };
}

/** Git's last words, without folders of this machine and without credentials. */
function scrub(stderr: string, folder: string, remote: Remote | undefined): string {
  let text = stderr;
  for (const secret of remote?.secrets ?? []) if (secret !== "") text = text.replaceAll(secret, "***");
  const lines = text
    .replaceAll(folder, ".")
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^/@\s]*@/gi, "$1")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("hint:"));
  return lines.slice(-4).join("; ").slice(0, 600);
}
