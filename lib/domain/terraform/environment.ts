import { type Json, stringifyJson } from "../json";
import type { Place, Problem } from "../problem";
import { type Block, blocksOf, type HclFile, listOf, placesIn } from "./body";
import { localModule, type Root } from "./layout";
import { leavesOf, resolve, type Scope, type Setting } from "./value";

/** A resource or module call as it would be made, with every value that the files tell. */
export type Effective = {
  /** `module.node_pool.aws_eks_node_group.this`. */
  address: string;
  /** `aws_eks_node_group`, or `module` for the call itself. */
  type: string;
  /** A module's source as written; null for resources. */
  source: string | null;
  leaves: ReadonlyMap<string, Setting>;
  place: Place;
};

/** One root module with the inputs of one environment. */
export type TerraformEnvironment = {
  environment: string;
  stack: string;
  folder: string;
  things: readonly Effective[];
  /** Keys of the files of inputs; the strongest file's. */
  inputs: ReadonlyMap<string, Setting>;
  variables: ReadonlyMap<string, { required: boolean; place: Place }>;
  requiredVersion: Setting | null;
  /** Provider -> the versions it may have. */
  providers: ReadonlyMap<string, Setting>;
  /** Provider -> the version of the lock file. */
  locked: ReadonlyMap<string, Setting>;
  backend: { type: string; leaves: ReadonlyMap<string, Setting>; place: Place } | null;
  /** Provider name and alias -> what it is told, such as its region. */
  provided: ReadonlyMap<string, ReadonlyMap<string, Setting>>;
  problems: readonly Problem[];
};

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** The files of each folder, so that modules are found. */
export type HclFolders = ReadonlyMap<string, readonly HclFile[]>;

export function foldersOf(files: readonly HclFile[]): HclFolders {
  const folders = new Map<string, HclFile[]>();
  for (const file of files)
    folders.set(folderOf(file.file), [...(folders.get(folderOf(file.file)) ?? []), file]);
  return folders;
}

const isCode = ({ file }: HclFile): boolean => /\.tf(\.json)?$/.test(file);

/** What one environment's root declares, with its own inputs followed into local modules. Pure and total. */
export function readRoot(root: Root, folders: HclFolders): TerraformEnvironment {
  const problems: Problem[] = [];
  const all = [...folders.values()].flat();
  const inputs = new Map<string, Setting>();
  for (const name of root.inputs) {
    const file = all.find((one) => one.file === name);
    if (!file) continue;
    const place = placesIn(file.file, file.text);
    for (const [key, value] of Object.entries(file.value ?? {}))
      inputs.set(key, { value, place: place([key]) });
  }
  const here = folders.get(root.folder) ?? [];
  const blocks = blocksOf(here.filter(isCode));
  const scope = scopeOf(blocks, inputs);
  const terraform = blocks.filter((block) => block.type === "terraform");
  return {
    environment: root.environment,
    stack: root.stack,
    folder: root.folder,
    things: expand(root.folder, blocks, scope, "", folders, problems, 0),
    inputs,
    variables: new Map(
      blocks
        .filter((block) => block.type === "variable")
        .map((block) => [
          block.labels[0] ?? "",
          { required: !("default" in block.body), place: block.place([]) },
        ]),
    ),
    requiredVersion: firstOf(terraform, "required_version"),
    providers: providersOf(terraform),
    locked: lockedIn(here),
    backend: backendOf(terraform),
    provided: new Map(
      blocks
        .filter((block) => block.type === "provider")
        .map((block) => [
          [block.labels[0], block.body.alias].filter((part) => typeof part === "string").join("."),
          leavesOf(block.body, scope, block.place),
        ]),
    ),
    problems,
  };
}

function scopeOf(blocks: readonly Block[], given: ReadonlyMap<string, Setting>): Scope {
  const variables = new Map<string, Setting>();
  const locals = new Map<string, Setting>();
  for (const block of blocks) {
    const [name = ""] = block.labels;
    if (block.type === "variable") {
      const own = given.get(name);
      if (own) variables.set(name, own);
      else if (block.body.default !== undefined)
        variables.set(name, { value: block.body.default, place: block.place(["default"]) });
    }
    if (block.type === "locals")
      for (const [key, value] of Object.entries(block.body))
        locals.set(key, { value, place: block.place([key]) });
  }
  return { variables, locals };
}

const deepest = 8;
const meta: ReadonlySet<string> = new Set([
  "source",
  "version",
  "providers",
  "count",
  "for_each",
  "depends_on",
]);

function expand(
  folder: string,
  blocks: readonly Block[],
  scope: Scope,
  prefix: string,
  folders: HclFolders,
  problems: Problem[],
  depth: number,
): Effective[] {
  return blocks.flatMap((block): Effective[] => {
    const place = block.place([]);
    const leaves = () => leavesOf(block.body, scope, block.place);
    if (block.type === "resource") {
      const [type = "", name = ""] = block.labels;
      return [{ address: `${prefix}${type}.${name}`, type, source: null, leaves: leaves(), place }];
    }
    if (block.type !== "module") return [];
    const [name = ""] = block.labels;
    const source = typeof block.body.source === "string" ? block.body.source : "";
    const address = `${prefix}module.${name}`;
    const call: Effective = { address, type: "module", source, leaves: leaves(), place };
    const target = localModule(folder, source);
    if (target === null || depth >= deepest) return [call];
    const files = folders.get(target)?.filter(isCode);
    if (files === undefined || files.length === 0) {
      problems.push({
        code: "terraform.module-missing",
        severity: "error",
        message: `The module ${source} is not in the repository`,
        hint: `It would lie in ${target}`,
        ...block.place(["source"]),
      });
      return [call];
    }
    const given = new Map<string, Setting>();
    for (const [key, value] of Object.entries(block.body))
      if (!meta.has(key)) given.set(key, resolve({ value, place: block.place([key]) }, scope));
    const inner = blocksOf(files);
    return [
      call,
      ...expand(target, inner, scopeOf(inner, given), `${address}.`, folders, problems, depth + 1),
    ];
  });
}

function firstOf(blocks: readonly Block[], key: string): Setting | null {
  const block = blocks.find((one) => one.body[key] !== undefined);
  const value = block?.body[key];
  return block && value !== undefined ? { value, place: block.place([key]) } : null;
}

function providersOf(terraform: readonly Block[]): Map<string, Setting> {
  const providers = new Map<string, Setting>();
  for (const block of terraform)
    for (const required of listOf(block.body.required_providers))
      for (const [name, told] of Object.entries(required)) {
        const version = typeof told === "string" ? told : listOf(told)[0]?.version;
        providers.set(name, { value: version ?? "any", place: block.place(["required_providers", 0, name]) });
      }
  return providers;
}

function lockedIn(files: readonly HclFile[]): Map<string, Setting> {
  const locked = new Map<string, Setting>();
  for (const block of blocksOf(files.filter(({ file }) => file.endsWith(".terraform.lock.hcl"))))
    if (block.type === "provider" && block.body.version !== undefined)
      locked.set(block.labels[0] ?? "", { value: block.body.version, place: block.place(["version"]) });
  return locked;
}

function backendOf(terraform: readonly Block[]): TerraformEnvironment["backend"] {
  for (const block of terraform) {
    const backend = block.body.backend;
    if (typeof backend !== "object" || backend === null || Array.isArray(backend)) continue;
    const [type = ""] = Object.keys(backend);
    const [body = {}] = listOf(backend[type]);
    const empty: Scope = { variables: new Map(), locals: new Map() };
    return {
      type,
      leaves: leavesOf(body, empty, (path) => block.place(["backend", type, 0, ...path])),
      place: block.place(["backend", type]),
    };
  }
  return null;
}

/** A value in one line, as a finding quotes it. */
export function shownValue(value: Json | undefined): string {
  if (value === undefined) return "not set";
  const text = typeof value === "string" ? value : stringifyJson(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
