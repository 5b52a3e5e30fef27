import { resolveRepoPath } from "@/lib/domain/repo-path";
import type { Tree, TreeEntry } from "@/lib/ports/repo";

/** Where a path leads once links are followed; `links` are those on the way, needed to follow it again in a copy. */
export type Found =
  | { kind: "file"; path: string; entry: TreeEntry; links: readonly TreeEntry[] }
  | { kind: "folder"; path: string; links: readonly TreeEntry[] }
  | { kind: "missing" }
  | { kind: "outside" }
  | { kind: "loop" };

export interface TreeIndex {
  look(path: string): Promise<Found>;
  /** Every entry below a folder, in order; "" is the root. */
  under(folder: string): readonly TreeEntry[];
  entry(path: string): TreeEntry | undefined;
}

const indexes = new WeakMap<Tree, Promise<TreeIndex>>();
const mostHops = 40;

/** One index a tree, however often it is asked for. */
export function indexOf(tree: Tree): Promise<TreeIndex> {
  const known = indexes.get(tree);
  if (known) return known;
  const index = buildIndex(tree);
  indexes.set(tree, index);
  index.catch(() => indexes.delete(tree));
  return index;
}

async function buildIndex(tree: Tree): Promise<TreeIndex> {
  const entries = [...(await tree.list())].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  // The first entry at or behind a text, by halving.
  const position = (text: string): number => {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((entries[middle]?.path ?? "") < text) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const under = (folder: string) =>
    folder === "" ? entries : entries.slice(position(`${folder}/`), position(`${folder}0`)); // "0" follows "/"
  const isFolder = (path: string) =>
    path === "" || entries[position(`${path}/`)]?.path.startsWith(`${path}/`) === true;

  const look = async (path: string): Promise<Found> => {
    const done: string[] = [];
    const left = path === "" ? [] : path.split("/");
    const links: TreeEntry[] = [];
    for (let part = left.shift(); part !== undefined; part = left.shift()) {
      if (part === "" || part === ".") continue;
      if (part === "..") {
        if (done.pop() === undefined) return { kind: "outside" };
        continue;
      }
      const here = [...done, part].join("/");
      const entry = byPath.get(here);
      if (entry?.kind !== "symlink") {
        if (entry && left.length > 0) return { kind: "missing" };
        done.push(part);
        continue;
      }
      links.push(entry);
      if (links.length > mostHops) return { kind: "loop" };
      const target = (await tree.text(here)) ?? "";
      // An absolute target is outside wherever it points; a copy of the tree lies elsewhere.
      if (target.startsWith("/") || (resolveRepoPath("", target) === null && !target.includes("..")))
        return { kind: "outside" };
      left.unshift(...target.split("/"));
    }
    const real = done.join("/");
    const entry = byPath.get(real);
    if (entry?.kind === "file") return { kind: "file", path: real, entry, links };
    return isFolder(real) ? { kind: "folder", path: real, links } : { kind: "missing" };
  };
  return { look, under, entry: (path) => byPath.get(path) };
}
