import { generic } from "./words";

/** A name that paths, URLs and ids take: lower-case letters, digits, dots and dashes. */
export const plainName = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, "-")
    .replaceAll(/^[.-]+|[.-]+$/g, "")
    .slice(0, 63)
    .replaceAll(/[.-]+$/g, "");

/** The last folder of a path that names something, rather than saying where manifests lie; null when all are of that kind. */
export const tellingName = (path: string): string | null =>
  path
    .split("/")
    .filter((segment) => segment !== "" && !segment.includes("{") && !generic.has(segment.toLowerCase()))
    .at(-1) ?? null;

/** Gives everything its own name: the short one where it is alone, else with the folders that tell them apart. */
export function distinct<T extends { name: string; path: string }>(all: readonly T[]): T[] {
  const taken = new Set<string>();
  return all.map((one) => {
    const shared = all.filter((other) => other.name === one.name).length > 1;
    const wanted = plainName(
      shared && one.path !== "" ? `${one.path}/${one.name}`.replaceAll("/", "-") : one.name,
    );
    let name = wanted || "application";
    for (let next = 2; taken.has(name); next++) name = `${wanted}-${next}`;
    taken.add(name);
    return { ...one, name };
  });
}
