import { createHash } from "node:crypto";
import { lstatSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { readdir, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { setImmediate as otherWork } from "node:timers/promises";
import { folderOf, isRepoPath } from "@/lib/domain/repo-path";
import type { Tree, TreeEntry } from "@/lib/ports/repo";
import type { Git } from "./git";

/** Larger files are no configuration: they are neither listed nor read. */
const maxFileBytes = 32 * 1024 * 1024;

type Found = { entry: TreeEntry; content: Buffer };

/** The files of a folder as they are now, uncommitted and untracked ones too; ignored ones are left out. */
export function workingTree(root: string, git: Git | null): Tree {
  let listing: Promise<readonly TreeEntry[]> | undefined;
  const real = realpath(root);
  const list = () => {
    listing ??= (async () => {
      const names = git ? await trackedAndNew(git) : await walk(root);
      return inBatches(names, lookIn(root, await real));
    })();
    return listing;
  };
  const read = async (path: string) =>
    isRepoPath(path) ? (lookIn(root, await real)(path)?.content ?? null) : null;
  return {
    revision: "working",
    list,
    read,
    text: async (path) => (await read(path))?.toString("utf8") ?? null,
  };
}

type Name = { path: string; submodule?: TreeEntry };

async function trackedAndNew(git: Git): Promise<Name[]> {
  const [tracked, fresh] = await Promise.all([
    git.run(["ls-files", "-z", "--cached", "--stage"]),
    git.run(["ls-files", "-z", "--others", "--exclude-standard"]),
  ]);
  const names = new Map<string, Name>();
  for (const row of tracked.text.split("\0")) {
    const tab = row.indexOf("\t");
    const [mode, blob] = row.slice(0, tab).split(" ");
    const path = row.slice(tab + 1);
    if (tab < 0 || !isRepoPath(path)) continue;
    const submodule: TreeEntry | null =
      mode === "160000" ? { path, kind: "submodule", blob: blob ?? "", executable: false } : null;
    names.set(path, submodule ? { path, submodule } : { path });
  }
  // A nested repository is listed with a slash at its end; it is not ours.
  for (const path of fresh.text.split("\0")) if (isRepoPath(path)) names.set(path, { path });
  return [...names.values()].sort(byPath);
}

/** A folder without Git: everything but `.git` and `node_modules`. */
async function walk(root: string): Promise<Name[]> {
  const names: Name[] = [];
  const visit = async (folder: string): Promise<void> => {
    for (const one of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? one.name : `${folder}/${one.name}`;
      if (!isRepoPath(path) || one.name === "node_modules") continue;
      if (one.isDirectory()) await visit(path);
      else names.push({ path });
    }
  };
  await visit("");
  return names.sort(byPath);
}

/**
 * Looks at one path after the other, each folder followed once. Null for what is gone, is no regular file or link, or
 * lies behind a link that leaves the root. Not awaited call by call: for thousands of small files that is most of the time.
 */
function lookIn(root: string, real: string): (path: string) => Found | null {
  const inside = new Map<string, boolean>();
  const isInside = (folder: string): boolean => {
    const known = inside.get(folder);
    if (known !== undefined) return known;
    const place = realpathSync(join(root, folder));
    const is = place === real || place.startsWith(real.endsWith(sep) ? real : real + sep);
    inside.set(folder, is);
    return is;
  };
  return (path) => {
    try {
      if (!isInside(folderOf(path))) return null;
      const place = join(root, path);
      const info = lstatSync(place);
      if (info.isSymbolicLink()) return found(path, "symlink", Buffer.from(readlinkSync(place)), false);
      if (!info.isFile() || info.size > maxFileBytes) return null;
      return found(path, "file", readFileSync(place), (info.mode & 0o100) !== 0);
    } catch (error) {
      if (
        error instanceof Error &&
        "code" in error &&
        ["ENOENT", "ENOTDIR", "ELOOP", "EACCES"].includes(String(error.code))
      )
        return null;
      throw error;
    }
  };
}

const found = (path: string, kind: "file" | "symlink", content: Buffer, executable: boolean): Found => ({
  entry: { path, kind, blob: blobId(content), executable },
  content,
});

/** The id Git would give the content (gitformat-pack: `blob <size>\0<content>` under SHA-1). */
const blobId = (content: Uint8Array): string =>
  createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");

async function inBatches(names: readonly Name[], look: (path: string) => Found | null): Promise<TreeEntry[]> {
  const entries: TreeEntry[] = [];
  for (const [at, { path, submodule }] of names.entries()) {
    if (at % 64 === 63) await otherWork();
    const entry = submodule ?? look(path)?.entry;
    if (entry) entries.push(entry);
  }
  return entries;
}

const byPath = (a: Name, b: Name): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
