import { HclSyntax } from "../hcl/cursor";
import { scanHcl } from "../hcl/scan";
import { indexItem, type Path } from "../path";
import { type Located, placeOf } from "../yaml/located";
import { parseYaml } from "../yaml/parse";

/** A value in a file that an edit can name, with its text as it is now. */
export type WrittenValue = { file: string; document: number; path: Path; value: string };

export type PoolKey = "instance_type" | "min_nodes" | "max_nodes";

/** The value of `node_pool.<key>` that stands on a line of a fleet file, in the block of one environment. */
export function poolLine(
  text: string,
  origin: { file: string; line: number },
  environment: string,
  key: PoolKey,
): WrittenValue | null {
  const { documents } = parseYaml(text, origin.file);
  for (const [document, { contents }] of documents.entries()) {
    for (const { path, located } of contents ? leaves(contents, []) : []) {
      const [pool, last] = path.slice(-2);
      if (pool !== "node_pool" || last !== key || !path.includes(environment)) continue;
      if (placeOf(located).line !== origin.line || located.kind !== "scalar") continue;
      return { file: origin.file, document, path, value: String(located.value) };
    }
  }
  return null;
}

/** Names under which modules and resources of the clouds take a pool's parts. */
const names: Readonly<Record<PoolKey, ReadonlySet<string>>> = {
  instance_type: new Set(["instance_type", "instance_types", "machine_type", "vm_size"]),
  min_nodes: new Set(["min_nodes", "min_size", "min_node_count", "min_count"]),
  max_nodes: new Set(["max_nodes", "max_size", "max_node_count", "max_count"]),
};
const variable = /^var\.([A-Za-z_][\w-]*)$/;

/**
 * The values that feed a part of a node pool in one folder of Terraform: the variables that `min_nodes` (or the clouds'
 * own names for it) is set to, in `.tfvars` or as a default, or the literal itself. `unread` are files whose syntax
 * could not be followed.
 */
export function terraformFeeds(
  texts: ReadonlyMap<string, string>,
  key: PoolKey,
): {
  values: readonly WrittenValue[];
  unread: readonly string[];
} {
  const unread: string[] = [];
  const all = [...texts].flatMap(([file, text]) => {
    const root = scanned(file, text);
    if (root === null) unread.push(file);
    return root === null ? [] : leaves(root, []).map((leaf) => ({ file, ...leaf }));
  });
  const values: WrittenValue[] = [];
  const variables = new Set<string>();
  const fits = (value: unknown): boolean => typeof value === (key === "instance_type" ? "string" : "number");
  for (const { file, path, located } of all) {
    if (located.kind !== "scalar" || !file.endsWith(".tf") || !names[key].has(String(path.at(-1)))) continue;
    const name = located.style === "expression" ? variable.exec(String(located.value))?.[1] : undefined;
    if (name !== undefined) variables.add(name);
    else if (located.style !== "expression" && fits(located.value))
      values.push({ file, document: 0, path, value: String(located.value) });
  }
  for (const name of variables) {
    const given = all.filter(
      ({ file, path }) => file.endsWith(".tfvars") && path.length === 1 && path[0] === name,
    );
    const preset = all.filter(
      ({ path }) => path.length === 3 && path[0] === "variable" && path[1] === name && path[2] === "default",
    );
    for (const { file, path, located } of given.length > 0 ? given : preset)
      if (located.kind === "scalar" && located.style !== "expression" && fits(located.value))
        values.push({ file, document: 0, path, value: String(located.value) });
  }
  return { values, unread };
}

function scanned(file: string, text: string): Located | null {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  try {
    return scanHcl({ file, text, lineStarts });
  } catch (error) {
    if (error instanceof HclSyntax) return null;
    throw error;
  }
}

function leaves(located: Located, path: Path): { path: Path; located: Located }[] {
  if (located.kind === "map")
    return [...located.entries.values()]
      .filter((entry) => !entry.merged)
      .flatMap((entry) => leaves(entry.value, [...path, entry.key]));
  if (located.kind === "list")
    return located.items.flatMap((item, at) => leaves(item, [...path, indexItem(at)]));
  return [{ path, located }];
}
