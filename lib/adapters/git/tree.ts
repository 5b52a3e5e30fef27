import { isRepoPath } from "@/lib/domain/repo-path";
import type { Tree, TreeEntry } from "@/lib/ports/repo";
import type { Git } from "./git";
import type { Objects } from "./objects";

/** The files of one commit, listed once. `prefix` is the fleet's folder inside the repository ("" or "a/b/"). */
export function commitTree(git: Git, objects: Objects, sha: string, prefix: string): Tree {
  let listing: Promise<readonly TreeEntry[]> | undefined;
  let byPath: Promise<ReadonlyMap<string, TreeEntry>> | undefined;
  const list = () => {
    listing ??= readListing(git, sha, prefix).catch((fault) => {
      listing = undefined;
      throw fault;
    });
    return listing;
  };
  const find = async (path: string): Promise<TreeEntry | undefined> => {
    byPath ??= list().then((entries) => new Map(entries.map((entry) => [entry.path, entry])));
    return (
      await byPath.catch((fault) => {
        byPath = undefined;
        throw fault;
      })
    ).get(path);
  };
  const read = async (path: string) => {
    if (!isRepoPath(path)) return null;
    // One file of a commit nobody lists (a walk through history) is asked for by its name: listing costs a process.
    if (listing === undefined) return objects.read(`${sha}:${prefix}${path}`);
    const entry = await find(path);
    return entry === undefined || entry.kind === "submodule" ? null : objects.read(entry.blob);
  };
  return { revision: sha, list, read, text: async (path) => (await read(path))?.toString("utf8") ?? null };
}

async function readListing(git: Git, sha: string, prefix: string): Promise<readonly TreeEntry[]> {
  // A commit from before the fleet's folder existed has an empty tree.
  const { code, text } = await git.run(
    ["ls-tree", "-r", "-z", "--full-tree", prefix === "" ? sha : `${sha}:${prefix.slice(0, -1)}`],
    {
      answers: prefix === "" ? [] : [128],
    },
  );
  if (code !== 0) return [];
  return text.split("\0").flatMap((row) => {
    const entry = readRow(row);
    return entry ? [entry] : [];
  });
}

/** `<mode> <type> <id>\t<path>`; a path our grammar refuses is left out, so nothing behind this door meets one. */
function readRow(row: string): TreeEntry | null {
  const tab = row.indexOf("\t");
  const [mode, , blob] = row.slice(0, tab).split(" ");
  const path = row.slice(tab + 1);
  return tab > 0 && mode !== undefined && blob !== undefined ? treeEntry(path, mode, blob) : null;
}

function treeEntry(path: string, mode: string, blob: string): TreeEntry | null {
  if (!isRepoPath(path)) return null;
  const kind = mode === "120000" ? "symlink" : mode === "160000" ? "submodule" : "file";
  return { path, kind, blob, executable: mode === "100755" };
}
