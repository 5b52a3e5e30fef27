import type { Problem } from "@/lib/domain/problem";

type ToolError = {
  stderr: string;
  /** The private copy's folder and the run's home: cut out of what is shown. */
  folders: readonly string[];
  /** What the tree holds of this render, to recognise paths. */
  paths: ReadonlySet<string>;
  /** The folder that was rendered, for what speaks of no file. */
  source: string;
  /** Texts that must not be shown, such as the values of Secrets. */
  secrets: readonly string[];
};

const mostLength = 600;

/**
 * One problem from what kustomize or helm said: the cause without the layers it is nested in, the file it speaks of and
 * the innermost layer. No folder of this machine and no secret is repeated.
 */
export function readToolError(error: ToolError): Problem {
  const { layer, cause } = unwrap(clean(error));
  const named = fileIn(cause, layer ?? error.source, error);
  const message = cause.length > mostLength ? `${cause.slice(0, mostLength)}...` : cause;
  const shown = layer !== null && layer !== error.source && !message.includes(layer);
  return {
    code: "render.failed",
    severity: "error",
    message: shown ? `${message} (in ${layer})` : message,
    ...named,
  };
}

function clean({ stderr, folders, secrets }: ToolError): string {
  let text = stderr;
  for (const folder of folders) text = text.replaceAll(`${folder}/`, "").replaceAll(folder, ".");
  for (const secret of secrets) text = text.replaceAll(secret, "***");
  const lines = text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^/@\s]*@/gi, "$1")
    .replace(/(^|[\s'"=(:])\/(?:tmp|root|home|var|etc|usr|opt|proc|work)\/[^\s'":)]*/g, "$1(path)")
    .split("\n")
    .filter(
      (line) => line.trim() !== "" && !/^(?:# |level=|WARNING|[IW]\d{4} |Use --debug)/i.test(line.trim()),
    );
  const whole = lines
    .join(" ")
    .replace(/\p{Cc}+/gu, " ")
    .replace(/ {2,}/g, " ");
  return whole.replace(/^error: /i, "").trim();
}

// Kustomize tries each resource as a file and then as a folder, and tells both failures at every layer.
const wrappers: readonly RegExp[] = [
  /^accumulating (?:resources|components): /,
  /^accumulation err='accumulating (?:resources|components) from '[^']*': '[^']*' must resolve to a file': /,
  /^(?:recursed (?:accumulation|merging) (?:of|from) path|accumulateDirectory:|couldn't make target for path) '(?<layer>[^']*)': /,
  /^accumulateDirectory: "?/,
  /^accumulating (?:resources|components) from '(?<name>[^']*)': /,
  /^merging from generator &\{[^}]*\}: /,
  /^loading KV pairs: /,
  /^trouble configuring builtin \w+ with config: `[^`]*`: /,
];
const asFile =
  /^accumulation err='(?:accumulating|merging) (?:resources|components) from '(?<name>[^']*)': (?<cause>.*)': must build at directory: .*$/;

function unwrap(text: string): { layer: string | null; cause: string } {
  let layer: string | null = null;
  let name: string | undefined;
  let cause = text;
  for (let found = true; found; ) {
    found = false;
    for (const wrapper of wrappers) {
      const match = wrapper.exec(cause);
      if (!match) continue;
      layer = match.groups?.layer ?? layer;
      name = match.groups?.name;
      cause = cause.slice(match[0].length);
      found = true;
    }
  }
  const file = asFile.exec(cause)?.groups;
  name = file?.name ?? name;
  cause = file?.cause ?? cause;
  if (name !== undefined && !cause.includes(name)) cause = `${name}: ${cause}`;
  // A wrapper that was cut off may have opened the quote that closes here.
  const odd = (mark: string) => cause.endsWith(mark) && cause.split(mark).length % 2 === 0;
  const plain = (odd('"') || odd("'") ? cause.slice(0, -1) : cause).trim();
  return { layer, cause: plain === "" ? "the renderer failed without a word" : plain };
}

type Named = { file?: string; line?: number; column?: number };

/** The file a cause speaks of; without one, the kustomization or chart of its layer. */
function fileIn(cause: string, layer: string, { paths, source }: ToolError): Named {
  let found: Named | undefined;
  for (const match of cause.matchAll(/([\w.@+-]+(?:\/[\w.@+-]+)*)(?::(\d+))?(?::(\d+))?/g)) {
    const file = inTree(match[1] ?? "", layer, paths);
    if (file === undefined || (file === found?.file && match[2] === undefined)) continue;
    found = {
      file,
      ...(match[2] ? { line: Number(match[2]) } : {}),
      ...(match[2] && match[3] ? { column: Number(match[3]) } : {}),
    };
  }
  const line = /yaml: line (\d+)/.exec(cause)?.[1];
  if (found)
    return line !== undefined && found.line === undefined
      ? { ...found, line: Number(line), column: 1 }
      : found;
  const heads = ["kustomization.yaml", "kustomization.yml", "Kustomization", "Chart.yaml"];
  const head = [layer, source]
    .flatMap((folder) => heads.map((name) => (folder === "" ? name : `${folder}/${name}`)))
    .find((path) => paths.has(path));
  return head === undefined ? {} : { file: head };
}

/** Kustomize names files from their layer on, helm from its chart's name on: the longest end that fits counts. */
function inTree(named: string, layer: string, paths: ReadonlySet<string>): string | undefined {
  for (const path of [named, `${layer}/${named}`]) if (paths.has(path)) return path;
  for (let at = 0; named.includes("/", at); at = named.indexOf("/", at) + 1) {
    const end = named.slice(at);
    const found = [...paths].find((path) => path.endsWith(`/${end}`));
    if (found !== undefined) return found;
  }
  return undefined;
}
