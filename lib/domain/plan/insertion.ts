import type { Json } from "../json";
import { indexItem, type Path } from "../path";
import { field, itemsOf, scalarText } from "../release-writer";
import type { Located } from "../yaml/located";
import { parseYaml } from "../yaml/parse";
import type { Carried } from "./wanted";

export type Insertion = { path: Path; at: Path; value: Json };

/**
 * Where a missing line goes in the text of the environment's own file, as it stands after the edits before it; null
 * when nothing there could hold it.
 */
export function insertionOf(part: Carried, text: string): Insertion | null {
  const [list, item, key] = part.path;
  if (list === "images" && typeof item === "object" && typeof key === "string") {
    const root = rootOf(text);
    const images = field(root, "images");
    const name = String(item.name);
    const at = itemsOf(images).some((i) => scalarText(field(i, "name")) === name)
      ? { at: part.path, value: part.value }
      : images
        ? { at: ["images", indexItem(itemsOf(images).length)], value: { name, [key]: part.value } }
        : { at: ["images"], value: [{ name, [key]: part.value }] };
    return { path: part.path, ...at };
  }
  if (list === "configMapGenerator" && typeof item === "object") {
    const root = rootOf(text);
    const generator = itemsOf(field(root, "configMapGenerator")).find(
      (g) => scalarText(field(g, "name")) === String(item.name),
    );
    if (!generator) return null;
    const literals = [list, item, "literals"];
    const path = [...literals, indexItem(itemsOf(field(generator, "literals")).length)];
    const line = part.prefix + part.value;
    return field(generator, "literals")
      ? { path, at: path, value: line }
      : { path, at: literals, value: [line] };
  }
  if (list === "helmCharts" || list === "dependencies") return null;
  return {
    path: part.path,
    at: part.path,
    value: part.kind === "config" && part.prefix === "" ? part.scalar : part.prefix + part.value,
  };
}

const rootOf = (text: string): Located | undefined => parseYaml(text, "").documents[0]?.contents ?? undefined;
