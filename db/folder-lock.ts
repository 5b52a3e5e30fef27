import { createHash, randomBytes } from "node:crypto";
import { existsSync, linkSync, lstatSync, realpathSync, renameSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { basename, dirname, join, resolve } from "node:path";
import { Fault } from "@/lib/ports/fault";

const longestSocketPath = 80;

/**
 * Keeps a second opener away from a data folder of PGlite, which loses writes without an error when it has two.
 * The lock is a socket beside the folder: it cannot outlive its owner, as a file with a process id can.
 * It guards one host only. Answers the function that gives it back; throws a `Fault` naming the owner.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = lockPath(folder);
  // Bound under a name of its own and then linked: link fails when the lock exists, so two starts cannot both win.
  const own = `${path}.${randomBytes(4).toString("hex")}`;
  const server = await listening(own);
  const inode = lstatSync(own).ino;
  try {
    for (let tries = 0; tries < 5; tries++) {
      if (linked(own, path)) return () => release(server, path, inode);
      await makeRoom(path, folder);
    }
    throw new Fault(`cannot lock ${path}`, { retryable: true });
  } catch (error) {
    await closed(server);
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Beside the folder, unless a socket's path may not be that long (about 100 bytes). */
export function lockPath(folder: string): string {
  const real = realFolder(resolve(folder));
  if (Buffer.byteLength(real) <= longestSocketPath) return `${real}.lock`;
  return `/tmp/o8-${createHash("sha256").update(real).digest("hex").slice(0, 24)}.lock`;
}

/** Two names of one folder must meet at one lock, also before the folder exists. */
function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return existsSync(dirname(folder)) ? join(realpathSync(dirname(folder)), basename(folder)) : folder;
  }
}

/** Throws when somebody holds the lock; takes a dead owner's away. */
async function makeRoom(path: string, folder: string): Promise<void> {
  const seen = inodeOf(path);
  const owner = await ownerOf(path);
  if (owner !== null)
    throw new Fault(`the data folder ${folder} is open in process ${owner}; only one process can use it`, {
      retryable: false,
    });
  if (seen === null) return;
  const aside = `${path}.${randomBytes(4).toString("hex")}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  // Between our question and the rename another process may have locked: what we hold then is its lock, so it goes back.
  if (inodeOf(aside) !== seen) linked(aside, path);
  rmSync(aside, { force: true });
}

function listening(path: string): Promise<Server> {
  return new Promise((done, failed) => {
    const server = createServer((peer) => {
      peer.on("error", () => undefined);
      peer.end(String(process.pid));
    });
    server.once("error", (cause) =>
      failed(new Fault(`cannot lock beside ${path}`, { retryable: false, cause })),
    );
    server.listen(path, () => {
      server.unref();
      done(server);
    });
  });
}

function ownerOf(path: string): Promise<string | null> {
  return new Promise((done) => {
    let said = "";
    connect(path)
      .on("data", (data) => {
        said += data.toString();
      })
      .on("end", () => done(said))
      .on("error", () => done(null));
  });
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw new Fault(`cannot lock ${to}`, { retryable: false, cause: error });
  }
}

function inodeOf(path: string): number | null {
  return lstatSync(path, { throwIfNoEntry: false })?.ino ?? null;
}

async function release(server: Server, path: string, inode: number): Promise<void> {
  if (inodeOf(path) === inode) rmSync(path, { force: true });
  await closed(server);
}

const closed = (server: Server): Promise<void> => new Promise((done) => server.close(() => done()));
