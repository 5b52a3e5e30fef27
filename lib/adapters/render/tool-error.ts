import type { Problem } from "@/lib/domain/problem";

export type ToolError = {
  stderr: string;
  /** The private copy's folder and the run's home: cut out of what is shown. */
  folders: readonly string[];
  /** What the tree holds of this render, to recognise paths. */
  paths: ReadonlySet<string>;
  /** Texts that must not be shown, such as the values of Secrets. */
  secrets: readonly string[];
};

const mostLength = 600;

/**
 * One problem from what kustomize or helm said: the last useful clause (kustomize nests the cause behind every layer's
 * name), the file it speaks of and the innermost layer. No folder of this machine and no secret is repeated.
 */
export function readToolError(error: ToolError): Problem {
  let text = error.stderr;
  for (const folder of error.folders) text = text.replaceAll(`${folder}/`, "").replaceAll(folder, ".");
  for (const secret of error.secrets) text = text.replaceAll(secret, "***");
  text = text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^/@\s]*@/gi, "$1")
    .replace(/(^|[\s'"=(:])\/(?:tmp|root|home|var|etc|usr|opt|proc|work)\/[^\s'":)]*/g, "$1(path)");
  const lines = text
    .split("\n")
    .filter(
      (line) =>
        line.trim() !== "" && !/^(?:level=|WARNING|# Warning|I\d{4} |W\d{4} |Use --debug)/.test(line.trim()),
    );
  const whole = lines
    .join(" ")
    .replace(/^(?:error|Error): /i, "")
    .replace(/\p{Cc}+/gu, " ")
    .trim();
  const named = lastPathIn(whole, error.paths);
  const clause = lastClause(whole);
  const layer = /.*(?:accumulat\w+ (?:resources|components|err)\S*:? .*?|from )'([^']+)'/.exec(whole)?.[1];
  const message = clause.length > mostLength ? `${clause.slice(0, mostLength)}...` : clause;
  return {
    code: "render.failed",
    severity: "error",
    message:
      layer !== undefined && layer !== named?.file && !message.includes(layer)
        ? `${message} (in ${layer})`
        : message,
    ...named,
  };
}

/** Kustomize writes `accumulating resources: accumulation err='...': the cause`; what follows the last wrapper counts. */
function lastClause(text: string): string {
  const parts = text.split(
    /:\s+(?=(?:accumulat|recursed|merging|loading|trouble|unable|couldn't|failed|no matches|may not|invalid|must|evalsymlink|open|lstat|file |security|missing|add |unknown|wrong|json:|yaml:|map\[|Kustomization|execution error|template:|parse error|error ))/,
  );
  const useful = parts.filter(
    (part) => !/^(?:accumulat|recursed|loading KV pairs$|merging from)/.test(part.trim()),
  );
  const last = (useful.at(-1) ?? text).replace(/'+$/, "").trim();
  // A clause without a subject says too little alone.
  const before = useful.at(-2);
  return last.length < 25 && before !== undefined
    ? `${before.trim()}: ${last}`
    : last || "the renderer failed without a word";
}

function lastPathIn(
  text: string,
  paths: ReadonlySet<string>,
): { file: string; line?: number; column?: number } | undefined {
  let found: { file: string; line?: number; column?: number } | undefined;
  for (const match of text.matchAll(/([\w.@+-]+(?:\/[\w.@+-]+)+)(?::(\d+))?(?::(\d+))?/g)) {
    const file = inTree(match[1] ?? "", paths);
    if (file === undefined) continue;
    found = {
      file,
      ...(match[2] ? { line: Number(match[2]) } : {}),
      ...(match[2] && match[3] ? { column: Number(match[3]) } : {}),
    };
  }
  return found;
}

/** Helm names a template from its chart's name on (`my-chart/templates/a.yaml`): the longest end that fits counts. */
function inTree(named: string, paths: ReadonlySet<string>): string | undefined {
  if (paths.has(named)) return named;
  for (let at = 0; at >= 0; at = named.indexOf("/", at) + 1 || -1) {
    const end = named.slice(at);
    if (!end.includes("/")) return undefined;
    const found = [...paths].find((path) => path === end || path.endsWith(`/${end}`));
    if (found !== undefined) return found;
  }
  return undefined;
}
