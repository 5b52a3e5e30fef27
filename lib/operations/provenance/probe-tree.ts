import type { Tree } from "@/lib/ports/repo";

/** A tree with one file more; nothing is written. Its text is its own content id. */
export function treeWith(base: Tree, path: string, text: string): Tree {
  const content = new TextEncoder().encode(text);
  return {
    revision: `${base.revision}+${path}`,
    list: async () => [
      ...(await base.list()),
      { path, kind: "file", blob: `probe:${text}`, executable: false },
    ],
    read: async (asked) => (asked === path ? content : base.read(asked)),
    text: async (asked) => (asked === path ? text : base.text(asked)),
  };
}
