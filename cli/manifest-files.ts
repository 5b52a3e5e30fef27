import { createHmac, randomBytes } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import type { ManifestsInput } from "@/lib/contract/manifest";
import { type IndexedObject, openLists } from "@/lib/domain/diff/identity";
import { isJsonObject, type Json } from "@/lib/domain/json";
import { readManifests } from "@/lib/domain/manifest-stream";
import type { Problem } from "@/lib/domain/problem";
import { type KeyedHash, maskSecrets } from "@/lib/domain/secret";

/** Where file names are looked up, and what `-` reads. */
export type Here = { cwd: string; stdin: () => Promise<string> };

/** A hash whose key lives as long as the process: secrets can be compared, and never recognised elsewhere. */
export function processHash(): KeyedHash {
  const key = randomBytes(32);
  return (text) => createHmac("sha256", key).update(text).digest("hex").slice(0, 32);
}

export type ObjectsRead = { objects: IndexedObject[]; problems: Problem[] };

/**
 * Objects from manifests as given, or from files, folders (YAML and JSON in them, by name) and streams (`-`); secrets
 * are masked before anything else sees them. What cannot be read is a problem, the rest is answered.
 */
export async function readObjects(input: ManifestsInput, here: Here, hash: KeyedHash): Promise<ObjectsRead> {
  const problems: Problem[] = [];
  const documents: Json[] = [];
  for (const part of typeof input === "string" || !Array.isArray(input) ? [input] : input) {
    if (typeof part !== "string") {
      if (part === null) continue;
      documents.push(part as Json);
      if (!isJsonObject(part) || typeof part.kind !== "string") problems.push(noObject);
      continue;
    }
    const reading = await readFiles(part, here);
    documents.push(...reading.documents);
    problems.push(...reading.problems);
  }
  const objects = openLists(documents).map(({ index, manifest }) => ({
    index,
    manifest: maskSecrets(manifest, hash),
  }));
  return { objects, problems };
}

type DocumentsRead = { documents: Json[]; problems: Problem[] };

async function readFiles(name: string, here: Here): Promise<DocumentsRead> {
  if (name === "-") return collect([readManifests(await here.stdin(), "-")]);
  const path = resolve(here.cwd, name);
  const found = await stat(path).catch(() => null);
  if (found === null) return { documents: [], problems: [missing(name)] };
  if (!found.isDirectory()) return collect([readManifests(await readFile(path, "utf8"), name)]);
  const files = await manifestFiles(path);
  const readings = await Promise.all(
    files.map(async (file) => readManifests(await readFile(file, "utf8"), join(name, relative(path, file)))),
  );
  const { documents, problems } = collect(readings);
  // A folder holds other YAML too: values files and the like are named, and are no error.
  return {
    documents,
    problems: problems.map((one) =>
      one.code === "manifest.no-object" ? { ...one, severity: "warning" } : one,
    ),
  };
}

const collect = (
  readings: readonly { documents: readonly Json[]; problems: readonly Problem[] }[],
): DocumentsRead => ({
  documents: readings.flatMap(({ documents }) => documents),
  problems: readings.flatMap(({ problems }) => problems),
});

async function manifestFiles(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await manifestFiles(path)));
    else if (/\.(?:ya?ml|json)$/.test(entry.name) && !/^kustomization\.ya?ml$/.test(entry.name))
      files.push(path);
  }
  return files;
}

const noObject: Problem = {
  code: "manifest.no-object",
  severity: "error",
  message: "Not a Kubernetes object: it has no kind",
};

const missing = (file: string): Problem => ({
  code: "manifest.missing",
  severity: "error",
  message: `There is no file or folder ${file}`,
  hint: "Check the name; paths are taken from the current folder",
});
