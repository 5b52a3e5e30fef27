import { isJsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import type { Place, Problem } from "@/lib/domain/problem";
import { field, scalarText } from "@/lib/domain/release-writer";
import { type Located, placeOf } from "@/lib/domain/yaml/located";
import { parseYaml } from "@/lib/domain/yaml/parse";
import type { Gatherer } from "./closure";

/** Objects that Flux turns into something else than was rendered: a chart's release, and what SOPS encrypted. */
export async function fluxNotes(gather: Gatherer, objects: readonly Manifest[]): Promise<Problem[]> {
  const notes: Problem[] = [];
  const read = new Map<string, readonly Located[]>();
  for (const object of objects) {
    const { kind, apiVersion, metadata } = object;
    const about = (code: Problem["code"], message: string, hint: string) =>
      placeIn(gather, object, read).then((place) =>
        notes.push({ code, severity: "warning", message, hint, ...place }),
      );
    if (kind === "HelmRelease" && apiVersion.startsWith("helm.toolkit.fluxcd.io/"))
      await about(
        "flux.chart",
        `${metadata.name} is a HelmRelease: what its chart ${chartOf(object)}makes in the cluster is not rendered`,
        "Its version and values are compared as they stand",
      );
    if ("sops" in object)
      await about(
        "flux.encrypted",
        `${kind} ${metadata.name} is encrypted by SOPS: its values are known to the cluster alone`,
        "A difference in it says that it was encrypted anew, and no more",
      );
  }
  return notes;
}

function chartOf({ spec }: Manifest): string {
  const chart = isJsonObject(spec) && isJsonObject(spec.chart) ? spec.chart.spec : null;
  return isJsonObject(chart) && typeof chart.chart === "string" ? `${chart.chart} ` : "";
}

/** Where a file of the render writes the object; its name may have got a prefix on the way. */
async function placeIn(
  gather: Gatherer,
  { kind, metadata }: Manifest,
  read: Map<string, readonly Located[]>,
): Promise<Place | null> {
  for (const { path, kind: type } of gather.closure.entries.values()) {
    const text = type === "file" && /\.ya?ml$/.test(path) ? await gather.tree.text(path) : null;
    if (!text?.includes(`kind: ${kind}`)) continue;
    const documents =
      read.get(path) ?? parseYaml(text, path).documents.flatMap(({ contents }) => contents ?? []);
    read.set(path, documents);
    for (const root of documents) {
      const name = field(field(root, "metadata"), "name");
      const written = scalarText(name);
      if (name && written && scalarText(field(root, "kind")) === kind && metadata.name.includes(written))
        return placeOf(name);
    }
  }
  return null;
}
