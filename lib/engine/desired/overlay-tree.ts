import type { Tree, TreeEntry } from "@/lib/ports/repo";

/** A tree with some files replaced, added or (null) removed; nothing is written anywhere. */
export function overlayTree(
  base: Tree,
  writes: ReadonlyMap<string, string | null>,
  blobOf: (text: string) => string,
): Tree {
  const encoder = new TextEncoder();
  return {
    revision: `${base.revision}+${blobOf(JSON.stringify([...writes].sort()))}`,
    async list() {
      const kept = (await base.list()).filter((entry) => !writes.has(entry.path));
      const before = new Map((await base.list()).map((entry) => [entry.path, entry]));
      const written: TreeEntry[] = [...writes].flatMap(([path, text]) =>
        text === null
          ? []
          : [
              {
                path,
                kind: "file" as const,
                blob: blobOf(text),
                executable: before.get(path)?.executable ?? false,
              },
            ],
      );
      return [...kept, ...written].sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    async read(path) {
      const text = writes.get(path);
      if (text === undefined) return base.read(path);
      return text === null ? null : encoder.encode(text);
    },
    async text(path) {
      const text = writes.get(path);
      return text === undefined ? base.text(path) : text;
    },
  };
}
