import { hideSecretMarks, looksLikeCredential, maskText } from "../secret";

const HIDDEN = "***";
const DOCUMENT = /^---(?:\s|$)/;
const SECRET_KIND = /^\s*(?:-\s*)?["']?kind["']?\s*:\s*["']?secret["']?\s*(?:#.*)?$/i;
const GENERATOR = /^(\s*)secretGenerator\s*:/;
// biome-ignore format: a list of words
const SHAPE = new Set([
  "kind", "apiVersion", "name", "namespace", "type", "metadata", "immutable", "path", "files", "envs", "options",
  "labels", "behavior", "disableNameSuffixHash",
]);

/**
 * A file's text fit to be shown, line for line: values of Secrets and secret generators, of names that look like a
 * credential, and passwords in addresses are `***`. Read without understanding the file, which may be any text.
 */
export function hiddenText(text: string): string {
  const masked = hideSecretMarks(maskText(text, () => "00000000"));
  const lines = (typeof masked === "string" ? masked : text).split("\n");
  const secret = secretLines(text.split("\n"));
  return lines.map((line, index) => (secret.has(index) ? hiddenLine(line) : line)).join("\n");
}

/** One value fit to be shown, by the path it is set at: `***` where the path's last word names a credential. */
export function hiddenValue(path: string, value: string): string {
  const name = /([\w-]+)\W*$/.exec(path)?.[1] ?? path;
  return looksLikeCredential(name) ? HIDDEN : hiddenText(value);
}

/** Lines of documents that are Secrets, and of secret generators. */
function secretLines(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  let start = 0;
  for (let at = 0; at <= lines.length; at++) {
    const line = lines[at];
    if (line !== undefined && !DOCUMENT.test(line)) continue;
    if (lines.slice(start, at).some((one) => SECRET_KIND.test(one)))
      for (let index = start; index < at; index++) found.add(index);
    start = at + 1;
  }
  lines.forEach((line, index) => {
    const indent = GENERATOR.exec(line)?.[1]?.length;
    if (indent === undefined) return;
    found.add(index);
    for (let below = index + 1; below < lines.length; below++) {
      const next = lines[below] ?? "";
      const depth = next.search(/\S/);
      if (depth >= 0 && (depth < indent || (depth === indent && !/^\s*[-#]/.test(next)))) break;
      found.add(below);
    }
  });
  return found;
}

/** Keeps what gives a Secret its shape: keys, and the values of keys that hold no secret. */
function hiddenLine(line: string): string {
  const pair = /^(\s*(?:-\s*)?["']?([\w./-]+)["']?\s*(?::|=))(\s*)(.*)$/.exec(line);
  if (!pair) return /^\s*(?:#.*|[-\]}]*)$/.test(line) ? line : line.replace(/\S.*$/, HIDDEN);
  const [, before = "", key = "", space = "", value = ""] = pair;
  if (value === "" || SHAPE.has(key)) return line;
  return `${before}${space}${HIDDEN}`;
}
