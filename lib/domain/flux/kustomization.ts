import { type Json, type JsonObject, stringifyJson } from "../json";
import type { Problem } from "../problem";
import { field, itemsOf } from "../release-writer";
import { jsonOf, type Located, placeOf } from "../yaml/located";
import { Fields } from "./fields";

/** A Flux Kustomization (kustomize.toolkit.fluxcd.io), as far as it decides what is applied. */
export type FluxKustomization = {
  name: string;
  namespace: string | null;
  file: string;
  /** Its document in the file, from 0. */
  document: number;
  root: Located;
  /** `spec.path`, from the root of what its source delivers. */
  path: string;
  source: { kind: string; name: string } | null;
  suspended: boolean;
  /** It decrypts what SOPS encrypted. */
  decrypts: boolean;
  /** It applies to a cluster that a kubeconfig names. */
  elsewhere: boolean;
  changes: FluxChanges;
  /** Null without `spec.postBuild`. */
  postBuild: PostBuild | null;
  commonMetadata: { labels: TextMap; annotations: TextMap };
};

/** What is laid over the folder's own kustomization before it is built; absent keys change nothing. */
export type FluxChanges = {
  targetNamespace: string | null;
  namePrefix: string | null;
  nameSuffix: string | null;
  patches: readonly JsonObject[];
  patchesStrategicMerge: readonly Json[];
  patchesJson6902: readonly JsonObject[];
  images: readonly FluxImage[];
  components: readonly { path: string; located: Located }[];
  ignoreMissingComponents: boolean;
  buildMetadata: readonly string[];
};

export type FluxImage = { name: string; newName: string; newTag: string; digest: string };
export type TextMap = ReadonlyMap<string, { value: string; located: Located }>;
export type PostBuild = { substitute: TextMap; from: readonly SubstituteFrom[] };
export type SubstituteFrom = {
  kind: "ConfigMap" | "Secret";
  name: string;
  optional: boolean;
  located: Located;
};

const isFlux = (root: Located): boolean =>
  new Fields(root).text("kind") === "Kustomization" &&
  (new Fields(root).text("apiVersion") ?? "").startsWith("kustomize.toolkit.fluxcd.io/");

/** Every Flux Kustomization of a file, by its documents' positions. */
export const fluxDocuments = (
  documents: readonly Located[],
): readonly { root: Located; document: number; name: string | null }[] =>
  documents.flatMap((root, document) =>
    isFlux(root) ? [{ root, document, name: new Fields(field(root, "metadata")).text("name") }] : [],
  );

/** The one Flux Kustomization of that name in a file; null, with the reason, where there is none or several. */
export function fluxNamed(
  file: string,
  documents: readonly Located[],
  name: string,
): { flux: FluxKustomization | null; problems: readonly Problem[] } {
  const all = fluxDocuments(documents);
  const [one, second] = all.filter((other) => other.name === name);
  if (one !== undefined && second === undefined) return readFlux(file, one.root, one.document);
  const names = all.flatMap((other) => other.name ?? []);
  const problem: Problem = {
    code: "flux.missing",
    severity: "error",
    message: `${file} holds ${second ? "several Flux Kustomizations" : "no Flux Kustomization"} named ${name}`,
    hint: names.length > 0 ? `It holds ${names.join(", ")}` : undefined,
    ...(second ? placeOf(second.root) : { file, line: 1, column: 1 }),
  };
  return { flux: null, problems: [problem] };
}

/**
 * Reads one Flux Kustomization. Values of a type that the API server would not take are problems: Flux never gets to see
 * such an object, so nothing is known of what it would apply.
 */
export function readFlux(
  file: string,
  root: Located,
  document: number,
): { flux: FluxKustomization; problems: readonly Problem[] } {
  const metadata = new Fields(field(root, "metadata"));
  const spec = new Fields(field(root, "spec"), "spec");
  const sourceRef = spec.inner("sourceRef");
  const build = spec.inner("postBuild");
  const common = spec.inner("commonMetadata");
  const flux: FluxKustomization = {
    name: metadata.text("name") ?? "",
    namespace: metadata.text("namespace"),
    file,
    document,
    root,
    path: spec.text("path") ?? "",
    source: sourceRef.absent
      ? null
      : { kind: sourceRef.text("kind") ?? "", name: sourceRef.text("name") ?? "" },
    suspended: spec.flag("suspend"),
    decrypts: !spec.inner("decryption").absent,
    elsewhere: !spec.inner("kubeConfig").absent,
    changes: changesOf(spec),
    postBuild: build.absent ? null : { substitute: build.texts("substitute"), from: fromOf(build) },
    commonMetadata: { labels: common.texts("labels"), annotations: common.texts("annotations") },
  };
  return { flux, problems: [...metadata.problems, ...spec.problems] };
}

function changesOf(spec: Fields): FluxChanges {
  const patches = spec.list("patches").flatMap((item): JsonObject[] => {
    const patch = item.text("patch");
    return patch === null ? [] : [{ patch, ...targetOf(item) }];
  });
  const json6902 = spec.list("patchesJson6902").map((item): JsonObject => {
    const operations = field(item.located, "patch");
    return { patch: stringifyJson(operations ? jsonOf(operations) : []), ...targetOf(item) };
  });
  return {
    targetNamespace: spec.text("targetNamespace"),
    namePrefix: spec.text("namePrefix"),
    nameSuffix: spec.text("nameSuffix"),
    patches,
    patchesStrategicMerge: itemsOf(field(spec.located, "patchesStrategicMerge")).map(jsonOf),
    patchesJson6902: json6902,
    images: spec.list("images").map((item) => ({
      name: item.text("name") ?? "",
      newName: item.text("newName") ?? "",
      newTag: item.text("newTag") ?? "",
      digest: item.text("digest") ?? "",
    })),
    components: spec.textItems("components"),
    ignoreMissingComponents: spec.flag("ignoreMissingComponents"),
    buildMetadata: spec.textItems("buildMetadata").map(({ path }) => path),
  };
}

const selectors = [
  "group",
  "version",
  "kind",
  "name",
  "namespace",
  "labelSelector",
  "annotationSelector",
] as const;

function targetOf(item: Fields): JsonObject {
  const target = item.inner("target");
  if (target.absent) return {};
  const given = selectors.flatMap((key): [string, Json][] => {
    const text = target.text(key);
    return text === null ? [] : [[key, text]];
  });
  return { target: Object.fromEntries(given) };
}

const fromOf = (build: Fields): readonly SubstituteFrom[] =>
  build.list("substituteFrom").flatMap((item): SubstituteFrom[] => {
    const [kind, name, located] = [item.text("kind"), item.text("name"), item.located];
    return name !== null && located !== undefined && (kind === "ConfigMap" || kind === "Secret")
      ? [{ kind, name, optional: item.flag("optional"), located }]
      : [];
  });

/** Where the object begins, for what concerns it as a whole. */
export const placeOfFlux = ({ root }: Pick<FluxKustomization, "root">) =>
  placeOf(field(field(root, "metadata"), "name") ?? root);
