import { looksLikeCredential } from "@/lib/domain/secret";
import type { Tree, TreeEntry } from "@/lib/ports/repo";

const shortest = 4;

/**
 * Texts of a render's input that an error must not repeat: values of Secrets and of secretGenerators, and of keys that
 * look like a credential. Read line by line and without understanding the file, since it may be the broken one.
 */
export async function knownSecrets(tree: Tree, entries: readonly TreeEntry[]): Promise<string[]> {
  const found = new Set<string>();
  for (const entry of entries) {
    if (entry.kind !== "file") continue;
    const text = (await tree.text(entry.path)) ?? "";
    if (text.length > 1024 * 1024) continue;
    const isSecret =
      /^\s*(?:-\s*)?kind:\s*["']?Secret\b|secretGenerator/im.test(text) || /\.env$|secret/i.test(entry.path);
    for (const line of text.split("\n")) {
      const pair = /^\s*(?:-\s*)?["']?([\w./-]+)["']?\s*[:=]\s*(.+?)\s*$/.exec(line);
      const value = pair?.[2];
      if (pair?.[1] !== undefined && value !== undefined) {
        if (isSecret ? !structural.has(pair[1]) : looksLikeCredential(pair[1])) keep(found, value);
      } else if (isSecret) keep(found, line.replace(/^\s*(?:-\s*)?/, ""));
    }
  }
  // Longer ones first, so that a part of one is not cut out of another.
  return [...found].sort((a, b) => b.length - a.length);
}

// biome-ignore format: a list of words
const structural = new Set([
  "kind", "apiVersion", "name", "namespace", "type", "metadata", "resources", "bases", "components", "path", "files",
  "envs", "namePrefix", "nameSuffix", "newName", "newTag", "digest", "target", "labels", "annotations", "op",
]);

/** The value as written, unquoted, behind its `key=`, and each of its words: an error may quote any of them. */
function keep(found: Set<string>, written: string): void {
  const value = written.trim().replace(/^(["'])(.*)\1$/, "$2");
  for (const text of [value, value.slice(value.indexOf("=") + 1), ...value.split(/[\s,[\]{}"'=]+/)]) {
    if (text.length >= shortest) found.add(text);
  }
}
