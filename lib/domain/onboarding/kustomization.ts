import { joined } from "../fleet/files";
import type { Place } from "../problem";
import { type Located, placeOf, valueAt } from "../yaml/located";
import { parseYaml } from "../yaml/parse";

const names: readonly string[] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

export const isKustomizationFile = (path: string): boolean => names.includes(lastOf(path));

/** What onboarding needs to know of one kustomization: what it is and what it is made of. */
export type Kustomization = {
  folder: string;
  file: string;
  /** A Component is a part of others and no environment, also where it happens to render alone. */
  component: boolean;
  namespace: string | null;
  /** What it names, by path from the root; references to other hosts are not among them. */
  references: readonly { path: string; place: Place }[];
};

/** Reads one kustomization; null when the file is no YAML mapping. */
export function readKustomization(file: string, text: string): Kustomization | null {
  const contents = parseYaml(text, file).documents[0]?.contents;
  if (contents?.kind !== "map") return null;
  const folder = folderOf(file);
  const references = ["resources", "bases", "components"].flatMap((key) =>
    itemsOf(valueAt(contents, [key])).flatMap(({ text: reference, place }) => {
      const path =
        reference.includes(":") || /^(www\.|github\.com\/)/.test(reference)
          ? null
          : resolved(folder, reference);
      return path === null ? [] : [{ path, place }];
    }),
  );
  return {
    folder,
    file,
    component: textOf(valueAt(contents, ["kind"])) === "Component",
    namespace: textOf(valueAt(contents, ["namespace"])),
    references,
  };
}

/** What it is made of, over other kustomizations too, each once; circles end. */
export function closureOf(
  start: Kustomization,
  all: ReadonlyMap<string, Kustomization>,
): readonly Kustomization[] {
  const seen = new Set<string>();
  const found: Kustomization[] = [];
  const visit = (one: Kustomization): void => {
    if (seen.has(one.folder)) return;
    seen.add(one.folder);
    found.push(one);
    for (const { path } of one.references) {
      const next = all.get(path);
      if (next) visit(next);
    }
  };
  visit(start);
  return found;
}

/** `folder` and a relative path as one path from the root; null when it leaves the repository. */
export function resolved(folder: string, reference: string): string | null {
  const parts: string[] = [];
  for (const part of joined(folder, reference).split("/")) {
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}

const itemsOf = (list: Located | undefined): { text: string; place: Place }[] =>
  list?.kind === "list"
    ? list.items.flatMap((item) => {
        const text = textOf(item);
        return text === null ? [] : [{ text, place: placeOf(item) }];
      })
    : [];

export const textOf = (value: Located | undefined): string | null =>
  value?.kind === "scalar" && typeof value.value === "string" ? value.value : null;

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));
export const lastOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
