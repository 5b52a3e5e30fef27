import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { FleetLint } from "@/lib/contract/documents/fleet-lint";
import type { FleetReading } from "@/lib/domain/fleet";
import { type FleetFiles, isFleetPath } from "@/lib/domain/fleet/files";
import { readFleet } from "@/lib/domain/fleet/read";
import { checkFlux, fluxFiles } from "@/lib/domain/flux/check";
import { hasErrors, type Problem } from "@/lib/domain/problem";
import { exitCodes, inert, UsageError } from "./io";

export type Linted = {
  exit: number;
  document: FleetLint /** The texts that were read, for quoting. */;
  texts: ReadonlyMap<string, string>;
};

/** `o8 fleet lint [DIR]`: reads the folder's files as they are, uncommitted edits too. Exit 1 when there is an error. */
export async function runFleetLint({ dir }: { dir: string }): Promise<Linted> {
  const files = await readFiles(resolve(dir));
  const read = readFleet(files);
  const flux = await readTexts(
    resolve(dir),
    fluxFiles(read.fleet).filter((path) => files.paths.includes(path)),
  );
  const told = checkFlux(read.fleet, (path) => flux.get(path) ?? null);
  const reading = {
    ...read,
    problems: [...read.problems, ...told],
    valid: read.valid && !hasErrors(told),
  };
  return {
    exit: reading.valid ? exitCodes.done : exitCodes.found,
    document: lintDocument(reading),
    texts: new Map([...files.texts, ...flux]),
  };
}

function lintDocument({ fleet, problems }: FleetReading): FleetLint {
  const kinds = new Map(fleet.environments.map((e) => [e.name, e]));
  const declared = fleet.clusters.map((c) => c.name);
  const used = fleet.declarations
    .flatMap((d) => [d.block.cluster, d.block.failover_cluster])
    .filter((c) => c !== undefined);
  return {
    schemaVersion: 1,
    kind: "FleetLint",
    environments: fleet.declarations.flatMap(({ application, environment, block, file, line }) => {
      const known = kinds.get(environment);
      if (known === undefined) return [];
      const { cluster = null, namespace = null } = block;
      return [
        {
          name: environment,
          order: known.order,
          type: known.type,
          application,
          cluster,
          namespace,
          file,
          line,
        },
      ];
    }),
    applications: fleet.applications.map((a) => a.name),
    clusters: [...new Set([...declared, ...used])],
    problems: problems.map(withoutAbsent),
  };
}

/** Absent fields are left out, not printed as null. */
function withoutAbsent({
  code,
  severity,
  message,
  hint,
  file,
  line,
  column,
  related,
}: Problem): FleetLint["problems"][number] {
  return {
    code,
    severity,
    message,
    ...(hint !== undefined && { hint }),
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(related !== undefined && { related }),
  };
}

async function readFiles(root: string): Promise<FleetFiles> {
  const kind = await stat(root).catch(() => null);
  if (!kind?.isDirectory()) throw new UsageError(`${root} is not a folder`);
  const paths = (await list(root, "")).sort();
  return { paths, texts: await readTexts(root, paths.filter(isFleetPath)), name: basename(root) };
}

async function readTexts(root: string, paths: readonly string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const path of paths) texts.set(path, await readFile(join(root, path), "utf8"));
  return texts;
}

/** Files below a folder; links are not followed, and neither Git's nor npm's own folders are looked into. */
async function list(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) return [path];
      return entry.isDirectory() && entry.name !== ".git" && entry.name !== "node_modules"
        ? list(root, path)
        : [];
    }),
  );
  return found.flat();
}

/** The problems as people read them: place, source line, caret, hint; then one closing line. */
export function lintText({ document, texts }: Linted): string {
  const quotes = document.problems.map((problem) => quoted(problem, texts));
  const count = (severity: string) => document.problems.filter((p) => p.severity === severity).length;
  const places = new Set(document.environments.map((e) => e.name)).size;
  const closing = `${plural(document.applications.length, "application")} in ${plural(places, "environment")}: ${plural(count("error"), "error")}, ${plural(count("warning"), "warning")}`;
  return [...quotes, closing].join("\n");
}

function quoted(problem: FleetLint["problems"][number], texts: ReadonlyMap<string, string>): string {
  const { file, line, column, severity, message, code, hint, related } = problem;
  const place = file === undefined ? "" : `${file}:${line ?? 1}:${column ?? 1}: `;
  const source =
    file === undefined || line === undefined
      ? undefined
      : texts.get(file)?.split("\n")[line - 1]?.replace(/\r$/, "");
  const lines = [`${place}${severity}: ${message} (${code})`];
  if (source !== undefined && source.trim() !== "" && line !== undefined) {
    const number = String(line);
    // Tabs before the caret keep their width under the line above.
    const gap = source.slice(0, (column ?? 1) - 1).replace(/[^\t]/g, " ");
    lines.push(`  ${number} | ${source}`, `  ${" ".repeat(number.length)} | ${gap}^`);
  }
  for (const other of related ?? []) lines.push(`  see ${other.file}:${other.line}:${other.column}`);
  if (hint !== undefined) lines.push(`  ${hint}`);
  return `${lines.map(inert).join("\n")}\n`;
}

const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`;
