import { field, itemsOf, scalarText } from "../release-writer";
import { folderOf, resolveRepoPath } from "../repo-path";
import { jsonOf, type Located } from "../yaml/located";
import { editOf, type Frame, fileFrame, innerDocuments, placeIn } from "./follow";
import type { Stage } from "./patch";
import type { Setter } from "./setter";
import type { Sources } from "./sources";
import type { Want } from "./want";

const maps: Readonly<Record<string, string>> = {
  LabelTransformer: "labels",
  AnnotationsTransformer: "annotations",
};

/**
 * Labels and annotations of kustomize's own transformers under `transformers`, which run behind every other entry. Of
 * other kinds nothing is said, so that what they change stays unresolved.
 */
export function transformerSetters(
  root: Located,
  stage: Stage,
  want: Want,
  sources: Sources,
): readonly Setter[] {
  return itemsOf(field(root, "transformers")).flatMap((item, index) => {
    const text = scalarText(item) ?? "";
    const file = text.includes("\n") ? null : resolveRepoPath(folderOf(stage.file), text);
    if (file !== null)
      return sources
        .documents(file)
        .flatMap((document, at) => pairSetters(document, fileFrame(file, at), stage, want));
    const inner = innerDocuments(item, fileFrame(stage.file, 0), ["transformers", { index }]);
    return inner === null
      ? []
      : inner.roots.flatMap((document) => pairSetters(document, inner.frame, stage, want));
  });
}

function pairSetters(document: Located, frame: Frame, stage: Stage, want: Want): readonly Setter[] {
  const list = maps[scalarText(field(document, "kind")) ?? ""];
  const last = want.steps.at(-1);
  if (list === undefined || scalarText(field(document, "apiVersion")) !== "builtin" || last?.kind !== "key")
    return [];
  const located = field(field(document, list), last.key);
  const reached = itemsOf(field(document, "fieldSpecs")).some((spec) => reaches(spec, want));
  if (located === undefined || !reached) return [];
  return [
    {
      layer: stage.layer,
      how: list === "labels" ? "label transformer" : "annotation transformer",
      place: placeIn(located, frame),
      value: jsonOf(located),
      part: false,
      stage: stage.file,
      rank: null,
      edit: editOf(located, frame, [list, last.key]),
    },
  ];
}

/** Is the mapping that holds the value one that a field spec names? Items of lists are no part of its path. */
function reaches(spec: Located, want: Want): boolean {
  const [kind, group] = [scalarText(field(spec, "kind")), scalarText(field(spec, "group"))];
  if ((kind !== null && kind !== want.kind) || (group !== null && group !== want.group)) return false;
  const path = (scalarText(field(spec, "path")) ?? "").split("/").map((part) => part.replace(/\[\]$/, ""));
  const holder = want.steps.slice(0, -1).flatMap((step) => (step.kind === "key" ? [step.key] : []));
  return holder.length === path.length && holder.every((key, at) => key === path[at]);
}
