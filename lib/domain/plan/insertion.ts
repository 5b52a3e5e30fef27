import { isJsonObject, type Json } from "../json";
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
  const made = intoNewItem(part, rootOf(text));
  if (made) return { path: part.path, ...made };
  return {
    path: part.path,
    at: part.path,
    value: part.kind === "config" && part.prefix === "" ? part.scalar : part.prefix + part.value,
  };
}

/**
 * A value below a list's item that is not there yet: the item is added with what identifies it, and the list with it
 * where that is missing, too. Null where the way to the value has all its items.
 */
function intoNewItem(part: Carried, root: Located | undefined): Pick<Insertion, "at" | "value"> | null {
  let here: Located | undefined = root;
  for (const [depth, segment] of part.path.entries()) {
    if (typeof segment === "string") {
      here = field(here, segment);
      continue;
    }
    const items = itemsOf(here);
    const [name, identity] = Object.entries(segment)[0] ?? ["", ""];
    const found =
      name === "index"
        ? items[Number(identity)]
        : items.find((item) => scalarText(field(item, name)) === String(identity));
    if (found) {
      here = found;
      continue;
    }
    const value = part.path
      .slice(depth + 1)
      .reduceRight<Json>((inner, key) => (typeof key === "string" ? { [key]: inner } : inner), part.value);
    const item = name === "index" || !isJsonObject(value) ? value : { [name]: identity, ...value };
    const list = part.path.slice(0, depth);
    return here ? { at: [...list, indexItem(items.length)], value: item } : { at: list, value: [item] };
  }
  return null;
}

const rootOf = (text: string): Located | undefined => parseYaml(text, "").documents[0]?.contents ?? undefined;
