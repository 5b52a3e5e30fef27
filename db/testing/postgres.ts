import { execFileSync, spawn } from "node:child_process";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread } from "node:worker_threads";
import pg from "pg";

export type PostgresServer = {
  /** Address of one of its databases. */
  url(database: string): string;
  /** An empty database under a new name; answers its address. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
};

export type PostgresFound = { found: true; bin: string; version: string } | { found: false; reason: string };

/** PostgreSQL's programs on PATH or where Debian puts them; otherwise why there are none. */
export function findPostgres(): PostgresFound {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((name) => join(debian, name, "bin")),
  ];
  const bin = folders.find(
    (folder) => folder && ["initdb", "postgres"].every((name) => runnable(join(folder, name))),
  );
  if (!bin)
    return {
      found: false,
      reason: "no initdb on PATH or in /usr/lib/postgresql (apt-get install postgresql)",
    };
  try {
    const version = execFileSync(join(bin, "postgres"), ["--version"], { encoding: "utf8" }).trim();
    const major = Number(/\) (\d+)/.exec(version)?.[1]);
    return major >= 15
      ? { found: true, bin, version }
      : { found: false, reason: `${version} is older than 15` };
  } catch {
    return { found: false, reason: `${join(bin, "postgres")} does not run` };
  }
}

/**
 * A server of its own in a temporary folder, reached over a Unix socket that only this machine sees. As root it runs
 * as another user, because PostgreSQL refuses root. It ends and its folder goes when process `owner` is gone, however it went.
 */
export async function startPostgres(owner: number = process.pid): Promise<PostgresServer> {
  const folder = mkdtempSync(join(base(), "o8-pg-"));
  await boot(folder, owner);
  return serverIn(folder);
}

/** One server for all test files of a run, started by the first that asks. */
export async function sharedPostgres(): Promise<PostgresServer> {
  // Vitest runs files in child processes or in threads of the process that the run ends with.
  const run = isMainThread ? process.ppid : process.pid;
  const folder = join(base(), `o8-pg-run-${run}`);
  const ready = join(folder, "ready");
  if (isFirst(folder)) {
    try {
      await boot(folder, run);
      writeFileSync(ready, "");
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }
  for (let waited = 0; !existsSync(ready); waited += 50) {
    if (waited > 60_000 || !existsSync(folder))
      throw new Error(`the shared PostgreSQL in ${folder} did not come up`);
    await sleep(50);
  }
  return serverIn(folder);
}

/** Making a folder is atomic: one of many processes is the first. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

async function boot(folder: string, owner: number): Promise<void> {
  const where = findPostgres();
  if (!where.found) throw new Error(where.reason);
  const user = otherUser();
  if (user) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o755);
  const data = join(folder, "data");
  // LC_ALL: the machine's locale need not exist for the other user.
  const run = { ...user, cwd: folder, env: { ...process.env, LC_ALL: "C" } };
  execFileSync(
    join(where.bin, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    { ...run, stdio: ["ignore", "ignore", "pipe"] },
  );
  const settings = {
    listen_addresses: "",
    unix_socket_directories: folder,
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_connections: "200",
    shared_buffers: "32MB",
    autovacuum: "off",
  };
  const server = spawn(
    join(where.bin, "postgres"),
    ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    { ...run, detached: true, stdio: ["ignore", "ignore", "pipe"] },
  );
  let said = "";
  server.stderr?.on("data", (text) => {
    said = (said + text).slice(-4000);
  });
  const { pid } = server;
  if (pid === undefined) throw new Error("postgres could not be started");
  guard(pid, owner, folder);
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: address(folder, "postgres") });
    try {
      await client.connect();
      await client.end();
      break;
    } catch (cause) {
      if (tries > 300 || server.exitCode !== null)
        throw new Error(`postgres did not come up: ${said}`, { cause });
      await sleep(50);
    }
  }
  server.stderr?.destroy();
  server.unref();
}

// A shell outlives every way in which the owner can end, SIGKILL included.
function guard(server: number, owner: number, folder: string): void {
  const script = `while kill -0 ${owner} 2>/dev/null && kill -0 ${server} 2>/dev/null; do sleep 1; done
    kill -QUIT ${server} 2>/dev/null
    while kill -0 ${server} 2>/dev/null; do sleep 0.1; done
    rm -rf ${folder}`;
  spawn("/bin/sh", ["-c", script], { detached: true, stdio: "ignore" }).unref();
}

function serverIn(folder: string): PostgresServer {
  return {
    url: (database) => address(folder, database),
    async newDatabase() {
      const name = `t_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
      const client = new pg.Client({ connectionString: address(folder, "postgres") });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return address(folder, name);
    },
    async stop() {
      const pid = Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0]);
      process.kill(pid, "SIGQUIT");
      while (alive(pid)) await sleep(20);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const address = (folder: string, database: string): string =>
  `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(folder)}`;

/** The other user must be able to get there, which is not sure for root's own temporary folder. */
const base = (): string => (process.getuid?.() === 0 ? "/tmp" : tmpdir());

/** Root needs another user: Debian's own, or the one every system has. */
function otherUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string, name: string): number =>
    Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { uid: idOf("-u", "postgres"), gid: idOf("-g", "postgres") };
  } catch {
    return { uid: idOf("-u", "nobody"), gid: idOf("-g", "nobody") };
  }
}

function runnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
