import type { Path } from "../path";
import type { Located } from "../yaml/located";
import { editOf, type Frame, fileFrame, follow, innerDocuments, placeIn } from "./follow";
import type { Setter } from "./setter";
import type { Sources } from "./sources";
import type { Want } from "./want";

/**
 * Turns setters of a text into setters of one value inside the document it holds, with the line inside it. A text that
 * holds no such value does not set it.
 */
export function insideSetters(setters: readonly Setter[], want: Want, sources: Sources): readonly Setter[] {
  if (want.inside.length === 0) return setters;
  return setters.flatMap((setter): Setter[] => {
    const documents = documentsOf(setter, sources);
    for (const { root, frame } of documents) {
      const hit = follow(root, want.inside);
      if (hit === null) continue;
      return [
        {
          ...setter,
          place: placeIn(hit.located, frame),
          value: hit.value,
          edit: editOf(hit.located, frame, hit.path),
        },
      ];
    }
    return [];
  });
}

function documentsOf(setter: Setter, sources: Sources): readonly { root: Located; frame: Frame }[] {
  const { edit, place } = setter;
  if (edit === null)
    return sources
      .documents(place.file)
      .map((root, index) => ({ root, frame: fileFrame(place.file, index) }));
  const root = sources.documents(edit.file)[edit.document];
  const frame = fileFrame(edit.file, edit.document);
  const holder = root === undefined ? null : descend(root, edit.path, frame);
  const inner = holder === null ? null : innerDocuments(holder.located, holder.frame, holder.path);
  return (inner?.roots ?? []).map((one) => ({ root: one, frame: inner?.frame ?? frame }));
}

/** Follows an edit's own path, on into patches that are written as text. */
function descend(
  root: Located,
  path: Path,
  frame: Frame,
): { located: Located; frame: Frame; path: Path } | null {
  let here = root;
  for (const [at, segment] of path.entries()) {
    if (here.kind === "scalar") {
      const inner = innerDocuments(here, frame, path.slice(0, at));
      for (const one of inner?.roots ?? []) {
        const found = descend(one, path.slice(at), inner?.frame ?? frame);
        if (found !== null) return found;
      }
      return null;
    }
    const next: Located | undefined =
      here.kind === "map"
        ? typeof segment === "string"
          ? here.entries.get(segment)?.value
          : undefined
        : typeof segment === "string"
          ? undefined
          : here.items[Number(segment.index)];
    if (next === undefined) return null;
    here = next;
  }
  return { located: here, frame, path };
}
