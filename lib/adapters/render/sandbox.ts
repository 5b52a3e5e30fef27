import { bareEnvironment, type ChildEnvironment, networkEnvironment } from "../process/environment";
import { findProgram } from "../process/find-program";
import { type Ran, run } from "../process/run";

export type RenderLimits = {
  timeoutMs: number;
  /** Address space of the child. */
  memoryMib: number;
  outputBytes: number;
};
export const renderLimits: RenderLimits = {
  timeoutMs: 20_000,
  memoryMib: 2_048,
  outputBytes: 32 * 1024 * 1024,
};

type Isolation = { network: "unshared" | "open"; reason: string };

export interface Sandbox {
  isolation(): Promise<Isolation>;
  /** `home` is a folder of this run alone; `open` lets the child reach the network. */
  run(ask: {
    command: string;
    args: readonly string[];
    cwd: string;
    home: string;
    env?: ChildEnvironment;
    open?: boolean;
  }): Promise<Ran>;
}

// $1 address space in KiB, $2 CPU seconds, $3 largest file in blocks of 512 bytes; then the program.
const limited = 'ulimit -c 0; ulimit -v "$1" 2>/dev/null; ulimit -t "$2"; ulimit -f "$3"; shift 3; exec "$@"';

/** Runs renderers with limits and, where the system permits it, in a network of their own that leads nowhere. */
export function openSandbox(limits: RenderLimits): Sandbox {
  let tried: Promise<{ isolation: Isolation; wrap: readonly string[] }> | undefined;
  const network = () => {
    tried ??= tryUnshare();
    return tried;
  };
  return {
    isolation: async () => (await network()).isolation,
    run: async ({ command, args, cwd, home, env, open }) => {
      const wrap = open === true ? [] : (await network()).wrap;
      const blocks = Math.ceil(limits.outputBytes / 512);
      const bounds = [limits.memoryMib * 1024, Math.ceil(limits.timeoutMs / 1000) * 2, blocks].map(String);
      const [first = "/bin/sh", ...rest] = [
        ...wrap,
        "/bin/sh",
        "-c",
        limited,
        "sh",
        ...bounds,
        command,
        ...args,
      ];
      return run({
        command: first,
        args: rest,
        cwd,
        env: {
          ...childEnvironment(home, limits),
          ...(open === true ? networkEnvironment() : closed),
          ...env,
        },
        timeoutMs: limits.timeoutMs,
        maxOutputBytes: limits.outputBytes,
      });
    },
  };
}

// No PATH: a renderer that looks for git, ssh or a plugin finds none. A dead proxy stands in the way of the rest.
const nowhere = "http://127.0.0.1:9";
const closed: ChildEnvironment = {
  PATH: "/nonexistent",
  http_proxy: nowhere,
  https_proxy: nowhere,
  HTTP_PROXY: nowhere,
  HTTPS_PROXY: nowhere,
};

const childEnvironment = (home: string, limits: RenderLimits): ChildEnvironment => ({
  HOME: home,
  TMPDIR: home,
  XDG_CONFIG_HOME: home,
  XDG_CACHE_HOME: home,
  XDG_DATA_HOME: home,
  HELM_CONFIG_HOME: home,
  HELM_CACHE_HOME: home,
  HELM_DATA_HOME: home,
  HELM_PLUGINS: home,
  KUBECONFIG: "/dev/null",
  LC_ALL: "C",
  TZ: "UTC",
  // A render lives for some 50 ms on a small heap: collecting its garbage early costs a fifth of that and frees nothing.
  GOGC: "400",
  GOMEMLIMIT: `${Math.floor(limits.memoryMib / 2)}MiB`,
  GIT_TERMINAL_PROMPT: "0",
  GIT_ALLOW_PROTOCOL: "https",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
});

async function tryUnshare(): Promise<{ isolation: Isolation; wrap: readonly string[] }> {
  const unshare = await findProgram("unshare");
  for (const flags of unshare === null ? [] : [["-n"], ["-r", "-n"]]) {
    const wrap = [unshare ?? "", ...flags, "--"];
    const ran = await run({
      command: unshare ?? "",
      args: [...flags, "--", "/bin/sh", "-c", "exit 0"],
      env: bareEnvironment(),
      timeoutMs: 5_000,
      maxOutputBytes: 1024,
    });
    if (ran.kind !== "exited" || ran.code !== 0) continue;
    const where = flags.includes("-r")
      ? "a network namespace of their own, inside a user namespace"
      : "a network namespace of their own";
    return { isolation: { network: "unshared", reason: `renders run in ${where}` }, wrap };
  }
  const reason =
    "this system permits no network namespace; remote references are refused before a render starts";
  return { isolation: { network: "open", reason }, wrap: [] };
}
