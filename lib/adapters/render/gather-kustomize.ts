import type { Place } from "@/lib/domain/problem";
import { folderOf, resolveRepoPath } from "@/lib/domain/repo-path";
import { type Located, placeOf } from "@/lib/domain/yaml/located";
import { parseYaml } from "@/lib/domain/yaml/parse";
import type { TreeEntry } from "@/lib/ports/repo";
import { fieldsOf, type Gatherer, itemsOf, textOf, textsOf } from "./closure";
import { gatherChart } from "./gather-helm";
import { showReference } from "./remote";

/** The names kustomize accepts, in its own order. */
export const kustomizationNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"] as const;

/**
 * Everything a kustomization reads, transitively. A reference is accepted only when it names something of the tree
 * and does not look remote, so nothing rests on guessing how kustomize would fetch it.
 */
export async function gatherKustomize(
  gather: Gatherer,
  path: string,
  /** A kustomization that is named from that folder, and where. */
  named?: { reference: string; what: string; place: Place },
): Promise<void> {
  const found = named
    ? await gather.follow(path, named.reference, named.what, named.place)
    : await gather.follow("", path === "" ? "." : path, "The source", { file: path, line: 1, column: 1 });
  if (found === null) return;
  if (found.kind === "file")
    gather.problem("render.source", `${found.path} is a file; a kustomization is a folder`);
  else await visitFolder(gather, found.path, named?.place ?? null, new Set());
}

/** A kustomization that is not written yet: these files and folders below the folder, and nothing else. */
export async function gatherGenerated(
  gather: Gatherer,
  folder: string,
  resources: readonly string[],
): Promise<void> {
  await gather.refuseEscapes(folder);
  const visited: Visited = new Set();
  for (const resource of resources) {
    const place = { file: folder === "" ? resource : `${folder}/${resource}`, line: 1, column: 1 };
    const found = await gather.follow(folder, resource, folder || "The root", place);
    if (found?.kind === "folder") await visitFolder(gather, found.path, place, visited);
  }
}

type Visited = Set<string>;

async function visitFolder(
  gather: Gatherer,
  folder: string,
  place: Place | null,
  visited: Visited,
): Promise<void> {
  if (visited.has(folder)) return;
  visited.add(folder);
  await gather.refuseEscapes(folder);
  const inFolder = (name: string) => (folder === "" ? name : `${folder}/${name}`);
  const files: TreeEntry[] = [];
  for (const name of kustomizationNames) {
    const seen = await gather.index.look(inFolder(name));
    if (seen.kind !== "file") continue;
    files.push(seen.entry);
    for (const entry of [...seen.links, seen.entry]) gather.closure.entries.set(entry.path, entry);
  }
  const [file, second] = files;
  if (!file)
    return gather.problem(
      "render.path-missing",
      `${folder || "The root"} holds no kustomization.yaml`,
      place,
    );
  if (second)
    return gather.problem("render.kustomization", `${folder} holds two kustomization files`, {
      file: second.path,
      line: 1,
      column: 1,
    });
  const documents = await gather.documents(file);
  if (documents === null || documents.length === 0) return;
  const [root, more] = documents;
  const start: Place = { file: file.path, line: 1, column: 1 };
  if (root?.kind !== "map" || more)
    return gather.problem("render.kustomization", "A kustomization is one mapping in one document", start);
  if (repeatsKeys(root))
    return gather.problem("render.kustomization", "A kustomization may write each key once", start);
  await visitKustomization(gather, folder, root, visited);
}

/** Two readers may pick different ones of two equal keys; what was checked must be what is rendered. */
const repeatsKeys = (node: Located): boolean =>
  node.kind === "map"
    ? [...node.entries.values()].some((entry) => entry.repeats.length > 0 || repeatsKeys(entry.value)) ||
      new Set([...node.entries.keys()].map((key) => key.toLowerCase())).size < node.entries.size
    : node.kind === "list" && node.items.some(repeatsKeys);

async function visitKustomization(
  gather: Gatherer,
  folder: string,
  root: Located,
  visited: Visited,
): Promise<void> {
  const fields = fieldsOf(root);
  for (const name of ["resources", "bases", "components"]) {
    for (const { text, place, at } of textsOf(fields.get(name))) {
      const found = await gather.follow(folder, text, `${name}[${at}]`, place);
      if (found?.kind === "folder") await visitFolder(gather, found.path, place, visited);
    }
  }
  for (const name of ["generators", "transformers", "validators"]) {
    for (const one of textsOf(fields.get(name))) await visitPlugin(gather, folder, name, one, visited);
  }
  for (const name of ["crds", "configurations"]) await files(gather, folder, name, fields.get(name));
  await files(gather, folder, "patchesStrategicMerge", fields.get("patchesstrategicmerge"), isInline);
  await files(gather, folder, "openapi.path", fieldsOf(fields.get("openapi")).get("path"));
  await plugin(gather, folder, root);
  await charts(gather, folder, fields);
}

/** A generator or transformer: a folder, a file, or YAML written in place. */
async function visitPlugin(
  gather: Gatherer,
  folder: string,
  name: string,
  one: ReturnType<typeof textsOf>[number],
  visited: Visited,
): Promise<void> {
  if (isInline(one.text)) {
    const reading = parseYaml(one.text, one.place.file);
    for (const { contents } of reading.documents)
      if (contents) await pluginDocument(gather, folder, contents);
    return;
  }
  const found = await gather.follow(folder, one.text, `${name}[${one.at}]`, one.place);
  if (found?.kind === "folder") await visitFolder(gather, found.path, one.place, visited);
  if (found?.kind !== "file") return;
  for (const document of (await gather.documents(found.entry)) ?? [])
    await pluginDocument(gather, folderOf(found.path), document);
}

async function pluginDocument(gather: Gatherer, folder: string, document: Located): Promise<void> {
  await plugin(gather, folder, document);
  const fields = fieldsOf(document);
  await files(gather, folder, "path", fields.get("path"));
  await files(gather, folder, "paths", fields.get("paths"), isInline);
  await generator(gather, folder, "files", document);
  if (textOf(fields.get("kind")) === "HelmChartInflationGenerator")
    await chart(gather, folder, "charts", document);
}

/** The fields by which a kustomization, or a built-in plugin's configuration, names files. */
async function plugin(gather: Gatherer, folder: string, node: Located): Promise<void> {
  const fields = fieldsOf(node);
  for (const name of ["patches", "patchesjson6902", "replacements"]) {
    for (const [at, item] of itemsOf(fields.get(name)).entries()) {
      await files(gather, folder, `${name}[${at}].path`, fieldsOf(item).get("path"));
    }
  }
  for (const name of ["configmapgenerator", "secretgenerator"]) {
    for (const [at, item] of itemsOf(fields.get(name)).entries())
      await generator(gather, folder, `${name}[${at}]`, item);
  }
}

async function generator(gather: Gatherer, folder: string, what: string, item: Located): Promise<void> {
  const fields = fieldsOf(item);
  for (const name of ["files", "envs", "env"]) {
    for (const { text, place, at } of textsOf(fields.get(name))) {
      // `key=path`: the path is what follows the first equals sign.
      const path = name === "files" && text.includes("=") ? text.slice(text.indexOf("=") + 1) : text;
      await gather.follow(folder, path, `${what}.${name}[${at}]`, place);
    }
  }
}

async function files(
  gather: Gatherer,
  folder: string,
  what: string,
  node: Located | undefined,
  skip?: (text: string) => boolean,
): Promise<void> {
  for (const { text, place } of textsOf(node))
    if (!skip?.(text)) await gather.follow(folder, text, what, place);
}

const isInline = (text: string): boolean =>
  text.includes("\n") || /^\s*[{[]/.test(text) || /^[\w.-]+:\s/.test(text);

async function charts(gather: Gatherer, folder: string, fields: Map<string, Located>): Promise<void> {
  const globals = fieldsOf(fields.get("helmglobals"));
  const home = textOf(globals.get("charthome")) ?? "charts";
  await files(gather, folder, "helmGlobals.configHome", globals.get("confighome"));
  for (const name of ["helmcharts", "helmchartinflationgenerator"]) {
    for (const item of itemsOf(fields.get(name))) await chart(gather, folder, home, item);
  }
}

async function chart(gather: Gatherer, folder: string, home: string, item: Located): Promise<void> {
  const fields = fieldsOf(item);
  const name = textOf(fields.get("name")) ?? textOf(fields.get("chartname"));
  const place = placeOf(item);
  await files(gather, folder, "valuesFile", fields.get("valuesfile") ?? fields.get("values"));
  await files(gather, folder, "additionalValuesFiles", fields.get("additionalvaluesfiles"));
  if (name === null) return gather.problem("render.kustomization", "A Helm chart needs a name", place);
  const own = textOf(fields.get("charthome")) ?? home;
  const version = textOf(fields.get("version"));
  for (const local of [...(version ? [`${own}/${name}-${version}/${name}`] : []), `${own}/${name}`]) {
    const path = resolveRepoPath(folder, local);
    if (path === null)
      return gather.problem("render.path-outside", "The chart's folder leaves the repository", place);
    if ((await gather.index.look(path)).kind !== "folder") continue;
    const found = await gather.follow(folder, local, "The chart", place);
    if (found?.kind === "folder") await gatherChart(gather, found.path);
    return;
  }
  const repo = textOf(fields.get("repo")) ?? textOf(fields.get("chartrepo"));
  if (repo === null)
    gather.problem("render.path-missing", `The chart ${showReference(name)} is not in the repository`, place);
  else
    gather.remote(
      repo,
      `The chart ${showReference(name)}`,
      place,
      `Put the chart into ${showReference(own)} (helm pull --untar) and commit it`,
    );
}
