import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Tree, TreeEntry } from "@/lib/ports/repo";

export type PrivateCopy = { tree: string; home: string; remove(): Promise<void> };

/** One file that is another in the copy than in the tree. */
export type Rewrite = { path: string; text: string };

export const copyLimits = { files: 20_000, bytes: 256 * 1024 * 1024 };

/**
 * Writes the entries into a folder with a random name that only this render knows; null when they are too many, too
 * large, or named as no file here can be.
 */
export async function makePrivateCopy(
  scratch: string,
  tree: Tree,
  all: readonly TreeEntry[],
  rewrite: Rewrite | null = null,
): Promise<PrivateCopy | null> {
  if (all.length > copyLimits.files) return null;
  const entries = all.filter(({ path }) => path !== rewrite?.path);
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(scratch, "render-"));
  const copy = {
    tree: join(folder, "tree"),
    home: join(folder, "home"),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
  try {
    const paths = [...entries.map(({ path }) => path), ...(rewrite ? [rewrite.path] : [])];
    const folders = new Set(paths.map((path) => dirname(join(copy.tree, path))));
    for (const one of [copy.tree, copy.home, ...folders]) await mkdir(one, { recursive: true, mode: 0o700 });
    if (rewrite) await writeFile(join(copy.tree, rewrite.path), rewrite.text, { mode: 0o600, flag: "wx" });
    let bytes = 0;
    for (let at = 0; at < entries.length; at += 64) {
      const sizes = await Promise.all(
        entries.slice(at, at + 64).map((entry) => writeEntry(tree, entry, join(copy.tree, entry.path))),
      );
      bytes += sizes.reduce((sum, size) => sum + size, 0);
      if (bytes <= copyLimits.bytes) continue;
      await copy.remove();
      return null;
    }
    return copy;
  } catch (error) {
    await copy.remove();
    if (
      error instanceof Error &&
      "code" in error &&
      ["ENAMETOOLONG", "EEXIST", "ENOTDIR"].includes(String(error.code))
    )
      return null;
    throw error;
  }
}

async function writeEntry(tree: Tree, entry: TreeEntry, place: string): Promise<number> {
  const content = entry.kind === "submodule" ? null : await tree.read(entry.path);
  if (content === null) return 0;
  if (entry.kind === "symlink") await symlink(Buffer.from(content).toString("utf8"), place);
  else await writeFile(place, content, { mode: 0o600, flag: "wx" });
  return content.length;
}

/** Removes what a killed process left behind. */
export async function sweepCopies(scratch: string, now: Date): Promise<void> {
  const names = await readdir(scratch).catch(() => []);
  for (const name of names) {
    const folder = join(scratch, name);
    const info = name.startsWith("render-") ? await stat(folder).catch(() => null) : null;
    if (info && now.getTime() - info.mtimeMs > 3_600_000)
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
