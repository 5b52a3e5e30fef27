import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isJsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { resolveRepoPath } from "@/lib/domain/repo-path";
import type { Source } from "@/lib/domain/source";
import type { PrivateCopy } from "./private-copy";

/** The object as it was asked for, and the file of the repository it comes from. */
export type OriginOf = (
  object: Manifest,
  text: string,
  file: string | null,
) => { object: Manifest; origin: string | null };

const ORIGIN = "config.kubernetes.io/origin";
const TRANSFORMATIONS = "alpha.config.kubernetes.io/transformations";

/**
 * A kustomization beside the copied tree that adds kustomize's own origin annotations to whatever the folder builds.
 * It stands outside the tree, because a kustomization may not include a folder that holds it.
 */
export async function wrapOrigins(copy: PrivateCopy, path: string): Promise<string> {
  const folder = join(dirname(copy.tree), "origins");
  await mkdir(folder, { mode: 0o700 });
  const resource = JSON.stringify(`../tree/${path}`);
  await writeFile(
    join(folder, "kustomization.yaml"),
    `resources: [${resource}]\nbuildMetadata: [originAnnotations, transformerAnnotations]\n`,
    { mode: 0o600, flag: "wx" },
  );
  return folder;
}

/** How the file behind an object is told: by kustomize's annotation, helm's comment, or the file it was read from. */
export function originReader(source: Source): OriginOf {
  switch (source.kind) {
    case "kustomize":
      return (object) => ({ object: withoutMarks(object), origin: annotated(object) });
    case "helm":
      return (object, text) => ({ object, origin: commented(source.chart, text) });
    case "plain":
      return (object, _text, file) => ({ object, origin: file });
  }
}

function annotated({ metadata }: Manifest): string | null {
  const value = isJsonObject(metadata.annotations) ? metadata.annotations[ORIGIN] : undefined;
  // One flat mapping that kustomize prints: `path: …` for resources, `configuredIn: …` for generators.
  const path = typeof value === "string" ? /^(?:path|configuredIn): (\S.*)$/m.exec(value)?.[1] : undefined;
  return path === undefined ? null : resolveRepoPath("", path.replace(/^\.\.\/tree\//, ""));
}

function withoutMarks(object: Manifest): Manifest {
  const { annotations, ...metadata } = object.metadata;
  if (!isJsonObject(annotations)) return object;
  const { [ORIGIN]: _origin, [TRANSFORMATIONS]: _transformations, ...kept } = annotations;
  return {
    ...object,
    metadata: Object.keys(kept).length > 0 ? { ...metadata, annotations: kept } : metadata,
  } as Manifest;
}

/** Helm writes `# Source: chart/templates/x.yaml` above each object; the first part is the chart's own name. */
function commented(chart: string, text: string): string | null {
  const named = /^# Source: [^/\n]+\/(.+)$/m.exec(text)?.[1];
  return named === undefined ? null : resolveRepoPath(chart, named.trim());
}
