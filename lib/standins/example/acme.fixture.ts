import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative } from "node:path";
import { parseAllDocuments } from "yaml";
import { findTools } from "@/lib/adapters/render/tools";
import type { Placement } from "@/lib/domain/fleet";
import { isFleetPath } from "@/lib/domain/fleet/files";
import { readFleet } from "@/lib/domain/fleet/read";
import type { Manifest } from "@/lib/domain/manifest";

export const acme = join(import.meta.dirname, "../../../examples/acme");

/** Every file of the example, from its root. */
export const acmePaths = readdirSync(acme, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(acme, join(entry.parentPath, entry.name)))
  .sort();

export const acmeText = (path: string): string => readFileSync(join(acme, path), "utf8");

export const acmeReading = readFleet({
  paths: acmePaths,
  texts: new Map(acmePaths.filter(isFleetPath).map((path) => [path, acmeText(path)])),
});

const toolFolder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "orchestr8/tools");

/** Kustomize's and helm's own words for these placements, without our sandbox between. */
export async function renderAcme(placements: readonly Placement[]): Promise<Map<string, Manifest[]>> {
  const { kustomize, helm } = await findTools(toolFolder);
  const rendered = new Map<string, Manifest[]>();
  for (const { id, source } of placements) {
    const tool = source.kind === "helm" ? helm : kustomize;
    if (!tool || source.kind === "plain") throw new Error(`${id} cannot be rendered here`);
    const args =
      source.kind === "helm"
        ? [
            "template",
            source.release,
            source.chart,
            "-n",
            source.namespace,
            ...source.values.flatMap((path) => ["-f", path]),
          ]
        : [...tool.args, source.path];
    const text = execFileSync(tool.path, args, { cwd: acme, encoding: "utf8" });
    rendered.set(
      id,
      parseAllDocuments(text).map((document) => document.toJS() as Manifest),
    );
  }
  return rendered;
}
