import { setImmediate as breathe } from "node:timers/promises";
import type { FluxKustomization } from "@/lib/domain/flux/kustomization";
import { isLeftAlone, substituted } from "@/lib/domain/flux/substitute";
import { placeOfFrom, type Variables } from "@/lib/domain/flux/variables";
import { isJsonObject, type Json } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import type { Problem } from "@/lib/domain/problem";
import { field } from "@/lib/domain/release-writer";
import type { KeyedHash } from "@/lib/domain/secret";
import { placeOf } from "@/lib/domain/yaml/located";
import type { FluxRender } from "./gather-flux";
import { readManifest, splitManifests } from "./manifest-text";

export type FluxFinish = {
  text: string;
  problems: readonly Problem[];
  /** Common metadata are set on the objects, behind all substitution. */
  change: (object: Manifest) => Manifest;
};

/**
 * What Flux does to what kustomize printed: variables are filled in object by object, in the very text that kustomize
 * prints (fluxcd/pkg/kustomize, SubstituteVariables), then its common labels and annotations are set.
 */
export async function finishFlux(
  { flux, variables }: FluxRender,
  printed: string,
  hash: KeyedHash,
): Promise<FluxFinish> {
  const { text, problems } =
    flux.postBuild === null || !variables.any
      ? { text: printed, problems: [] }
      : await filledIn(flux, variables, printed, hash);
  return { text, problems, change: (object) => withCommonMetadata(object, flux) };
}

async function filledIn(flux: FluxKustomization, variables: Variables, printed: string, hash: KeyedHash) {
  const postBuild = field(field(flux.root, "spec"), "postBuild");
  const place = placeOf(postBuild ?? flux.root);
  const unset = new Map<string, string>();
  const unknown = new Map<string, Problem>();
  const problems: Problem[] = [];
  const texts: string[] = [];
  for (const document of splitManifests(printed)) {
    await breathe();
    const reading = document.text.includes("$") ? readManifest(document) : null;
    if (
      reading === null ||
      (reading.kind === "objects" &&
        reading.objects.some(({ metadata }) =>
          isLeftAlone({ labels: mapOf(metadata.labels), annotations: mapOf(metadata.annotations) }),
        ))
    ) {
      texts.push(document.text);
      continue;
    }
    const [object] = reading.kind === "objects" ? reading.objects : [];
    const what = object ? `${object.kind} ${object.metadata.name}` : "an object";
    const result = substituted(document.text, variables, hash);
    if (result.kind === "text") {
      texts.push(result.text);
      for (const name of result.unset) unset.set(name, unset.get(name) ?? what);
    } else if (result.kind === "unknown") {
      for (const { name, because } of result.variables)
        unknown.set(name, {
          code: "flux.variable",
          severity: "error",
          message: `\${${name}} in ${what} is not known: ${because.because}`,
          hint: "Name the file that holds it under flux.variables, or set it under postBuild.substitute",
          ...placeOfFrom(because.from),
        });
    } else
      problems.push({
        code: "flux.invalid",
        severity: "error",
        message: `${what} holds a \${…} that Flux cannot read, so it applies nothing`,
        hint: 'Write $${…} for the text itself, or label the object "kustomize.toolkit.fluxcd.io/substitute: disabled"',
        ...place,
      });
  }
  for (const [name, what] of unset)
    problems.push({
      code: "flux.unset",
      severity: "warning",
      message: `Nothing sets \${${name}} of ${what}: Flux puts an empty text there`,
      hint: `Set it under postBuild.substitute, or write $\${${name}} for the text itself`,
      ...place,
    });
  return { text: texts.join("\n---\n"), problems: [...problems, ...unknown.values()] };
}

const mapOf = (value: Json | undefined) => (isJsonObject(value) ? value : {});

function withCommonMetadata(object: Manifest, { commonMetadata }: FluxKustomization): Manifest {
  const added = (["labels", "annotations"] as const).flatMap((key): [string, Json][] => {
    const values = [...commonMetadata[key]].map(([name, { value }]) => [name, value] as const);
    // A label that is null is an empty text to what reads them all.
    const own = Object.entries(mapOf(object.metadata[key])).map(([name, value]) => [name, value ?? ""]);
    return values.length === 0 ? [] : [[key, Object.fromEntries([...own, ...values])]];
  });
  // The walk adds labels and annotations alone, so the manifest stays one.
  return added.length === 0
    ? object
    : ({ ...object, metadata: { ...object.metadata, ...Object.fromEntries(added) } } as Manifest);
}
