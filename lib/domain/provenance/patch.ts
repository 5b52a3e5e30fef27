import type { Json } from "../json";
import { isJsonObject } from "../json";
import { field, itemsOf, scalarText } from "../release-writer";
import type { Located } from "../yaml/located";
import { toolJsonOf } from "../yaml/tool-json";
import { editOf, type Frame, follow, placeIn } from "./follow";
import { selects } from "./selector";
import type { Setter } from "./setter";
import type { Want, WantStep } from "./want";

/** What a setter needs besides what an entry says. */
export type Stage = { layer: Setter["layer"]; file: string };

/** Which objects a patch is for, when the kustomization says so. */
export type PatchTarget = {
  kind: string | null;
  group: string | null;
  name: string | null;
  namespace: string | null;
  labels: string | null;
  annotations: string | null;
};

export const targetOf = (located: Located | undefined): PatchTarget | null =>
  located === undefined
    ? null
    : {
        kind: scalarText(field(located, "kind")),
        group: scalarText(field(located, "group")),
        name: scalarText(field(located, "name")),
        namespace: scalarText(field(located, "namespace")),
        labels: scalarText(field(located, "labelSelector")),
        annotations: scalarText(field(located, "annotationSelector")),
      };

/** Does a document (or the target in its place) mean the object that is asked about? */
export function means(root: Located, target: PatchTarget | null, want: Want): boolean {
  const kind = target === null ? scalarText(field(root, "kind")) : target.kind;
  const name = target === null ? scalarText(field(field(root, "metadata"), "name")) : target.name;
  const api = scalarText(field(root, "apiVersion"));
  const group =
    target === null
      ? api === null
        ? null
        : api.includes("/")
          ? (api.split("/")[0] ?? "")
          : ""
      : target.group;
  if (kind !== null && !fits(kind, [want.kind], target !== null)) return false;
  if (group !== null && group !== want.group) return false;
  const { namespaces } = want;
  if (typeof target?.namespace === "string" && namespaces && !fits(target.namespace, [...namespaces], true))
    return false;
  // The labels it has in the end stand for those it had then.
  if (typeof target?.labels === "string" && !selects(target.labels, want.labels)) return false;
  if (typeof target?.annotations === "string" && !selects(target.annotations, want.annotations)) return false;
  return name === null ? target !== null : fits(name, [...want.names], target !== null);
}

/** Kustomize reads a target's fields as anchored regular expressions. */
function fits(pattern: string, texts: readonly string[], isPattern: boolean): boolean {
  if (!isPattern || texts.includes(pattern)) return texts.includes(pattern);
  if (pattern.length > 200) return false;
  try {
    const expression = new RegExp(`^(?:${pattern})$`);
    return texts.some((text) => text.length < 300 && expression.test(text));
  } catch {
    return false;
  }
}

/** What one patch document does to the value: a strategic merge patch, or a list of JSON6902 operations. */
export function patchSetters(
  root: Located,
  frame: Frame,
  target: PatchTarget | null,
  want: Want,
  stage: Stage,
  rank: string,
): readonly Setter[] {
  if (root.kind === "list")
    return target !== null && means(root, target, want) ? operations(root, frame, want, stage, rank) : [];
  // A merged object keeps its own namespace, whatever the patch says (kustomize, Resource.ApplySmPatch).
  if (isOwnNamespace(want.steps)) return [];
  return means(root, target, want) ? written(root, frame, want, { stage, rank, how: "patch" }) : [];
}

/** Is it the object's own `metadata.namespace`? */
export const isOwnNamespace = (steps: readonly WantStep[]): boolean =>
  steps.length === 2 &&
  ["metadata", "namespace"].every((key, at) => steps[at]?.kind === "key" && steps[at].key === key);

/** Does a patch repeat this only to say what it is for: the object's own name, or the key its list items are merged by? */
export function namesOnly(steps: readonly WantStep[]): boolean {
  const [last, before] = [steps.at(-1), steps.at(-2)];
  if (last?.kind !== "key") return false;
  if (steps.length === 2 && before?.kind === "key" && before.key === "metadata" && last.key === "name")
    return true;
  return (
    before?.kind === "item" &&
    before.merges &&
    before.identity !== null &&
    Object.hasOwn(before.identity, last.key)
  );
}

/** An object or patch that writes the value itself. */
export function written(
  root: Located,
  frame: Frame,
  want: Want,
  about: { stage: Stage; rank: string | null; how: string },
): readonly Setter[] {
  const hit = follow(root, want.steps);
  if (hit === null) return [];
  return [
    {
      layer: about.stage.layer,
      how: about.how,
      place: placeIn(hit.located, frame),
      value: hit.value,
      part: false,
      stage: about.stage.file,
      rank: about.rank,
      edit: hit.value === undefined ? null : editOf(hit.located, frame, hit.path),
    },
  ];
}

function operations(root: Located, frame: Frame, want: Want, stage: Stage, rank: string): readonly Setter[] {
  return itemsOf(root).flatMap((item, index): Setter[] => {
    const op = scalarText(field(item, "op"));
    const pointer = scalarText(field(item, "path"));
    const value = field(item, "value");
    if (op === null || pointer === null || !["add", "replace", "remove", "copy", "move"].includes(op))
      return [];
    const tokens = pointer
      .split("/")
      .slice(1)
      .map((t) => t.replace(/~1/g, "/").replace(/~0/g, "~"));
    const rest = behind(tokens, want.steps);
    if (rest === null) return [];
    const base = { layer: stage.layer, how: `JSON patch (${op})`, part: false, stage: stage.file, rank };
    const place = placeIn(value ?? item, frame);
    if (op === "remove") return [{ ...base, place, value: undefined, edit: null }];
    if (value === undefined) return [{ ...base, place, value: want.value, part: true, edit: null }];
    const hit = follow(value, rest);
    if (hit === null) {
      const below = valueBelow(toolJsonOf(value), rest);
      return below === undefined ? [] : [{ ...base, place, value: below, edit: null }];
    }
    const path = [{ index }, "value", ...hit.path];
    return [
      {
        ...base,
        place: placeIn(hit.located, frame),
        value: hit.value,
        edit: editOf(hit.located, frame, path),
      },
    ];
  });
}

/** The steps that are left behind a JSON pointer's end; null when it leads elsewhere. */
function behind(tokens: readonly string[], steps: readonly WantStep[]): readonly WantStep[] | null {
  if (tokens.length > steps.length) return null;
  for (const [at, token] of tokens.entries()) {
    const step = steps[at];
    if (step === undefined) return null;
    if (step.kind === "key" ? step.key !== token : token !== "-" && token !== String(step.index)) return null;
  }
  return steps.slice(tokens.length);
}

function valueBelow(value: Json, steps: readonly WantStep[]): Json | undefined {
  let at: Json | undefined = value;
  for (const step of steps) {
    if (step.kind === "key") at = isJsonObject(at) && Object.hasOwn(at, step.key) ? at[step.key] : undefined;
    else at = Array.isArray(at) ? at[step.index] : undefined;
  }
  return at;
}
