import type { Json } from "@/lib/domain/json";
import { placeOf } from "@/lib/domain/yaml/located";
import { readTarGz } from "./archive";
import { fieldsOf, type Gatherer, itemsOf, textOf } from "./closure";

const maxArchiveBytes = 64 * 1024 * 1024;

/** What `helm template` reads: the chart's whole folder, and the values files. */
export async function gatherHelm(
  gather: Gatherer,
  chart: string,
  values: readonly string[],
): Promise<string | null> {
  const start = (file: string) => ({ file, line: 1, column: 1 });
  const found = await gather.follow("", chart, "The chart", start(chart));
  for (const path of values) {
    const file = await gather.follow("", path, "The values file", start(path));
    if (file?.kind === "folder") gather.problem("render.source", `${path} is a folder; values are a file`);
  }
  if (found?.kind !== "folder") {
    if (found) gather.problem("render.source", `${chart} is a file; a chart is a folder`);
    return null;
  }
  await gatherChart(gather, found.path);
  return found.path;
}

/** A chart's folder with the charts inside it: nothing missing that helm would ask another host for. */
export async function gatherChart(gather: Gatherer, folder: string): Promise<void> {
  await gather.takeFolder(folder);
  const inside = new Set(
    gather.index.under(folder).map((entry) => entry.path.slice(folder === "" ? 0 : folder.length + 1)),
  );
  if (!inside.has("Chart.yaml"))
    gather.problem("render.path-missing", `${folder || "The root"} holds no Chart.yaml`);
  for (const path of inside) {
    const at = folder === "" ? path : `${folder}/${path}`;
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (name === "Chart.yaml" || name === "requirements.yaml")
      await dependencies(gather, at, inside, path.slice(0, -name.length));
    if (name === "values.schema.json") schema(gather, at, (await gather.tree.text(at)) ?? "");
    if (/(^|\/)charts\/[^/]+\.t(ar\.)?gz$/.test(path)) await archive(gather, at);
  }
}

async function dependencies(
  gather: Gatherer,
  file: string,
  inside: ReadonlySet<string>,
  folder: string,
): Promise<void> {
  const entry = gather.index.entry(file);
  const [root] = (entry?.kind === "file" ? await gather.documents(entry) : null) ?? [];
  for (const item of itemsOf(fieldsOf(root).get("dependencies"))) {
    const fields = fieldsOf(item);
    const name = textOf(fields.get("name"));
    if (name === null) continue;
    const vendored = [...inside].some(
      (path) =>
        path === `${folder}charts/${name}/Chart.yaml` ||
        (path.startsWith(`${folder}charts/${name}-`) && /\.t(ar\.)?gz$/.test(path)),
    );
    if (vendored) continue;
    const repository = textOf(fields.get("repository")) ?? "";
    const hint = "Run helm dependency update and commit the chart's charts folder";
    if (/^[a-z0-9+.-]+:|^[@]/i.test(repository) && !/^file:/i.test(repository))
      gather.remote(repository, `The dependency ${name}`, placeOf(item), hint);
    else
      gather.problem(
        "render.path-missing",
        `The dependency ${name} is not in the chart's charts folder`,
        placeOf(item),
        hint,
      );
  }
}

/** Helm resolves `$ref` of a values schema itself, over HTTP and from disk too. */
function schema(gather: Gatherer, file: string, text: string): void {
  const place = { file, line: 1, column: 1 };
  let parsed: Json;
  try {
    parsed = JSON.parse(text) as Json;
  } catch {
    gather.problem("render.kustomization", "The values schema is not JSON", place);
    return;
  }
  for (const reference of schemaReferences(parsed)) {
    if (!reference.startsWith("#"))
      gather.remote(
        reference,
        "The values schema",
        place,
        "Put the schema's definitions into the file itself",
      );
  }
}

function schemaReferences(root: Json): string[] {
  const found: string[] = [];
  const left: Json[] = [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node === null || typeof node !== "object") continue;
    if (Array.isArray(node)) {
      for (const item of node) left.push(item);
      continue;
    }
    for (const [key, value] of Object.entries(node)) {
      const isReference = /^\$(?:ref|dynamicRef|recursiveRef)$/.test(key);
      const isForeignDialect =
        key === "$schema" && typeof value === "string" && !/^https?:\/\/json-schema\.org\//.test(value);
      if (typeof value === "string" && (isReference || isForeignDialect)) found.push(value);
      else left.push(value);
    }
  }
  return found;
}

async function archive(gather: Gatherer, file: string): Promise<void> {
  const place = { file, line: 1, column: 1 };
  try {
    for (const entry of await readTarGz(
      (await gather.tree.read(file)) ?? new Uint8Array(),
      maxArchiveBytes,
    )) {
      const leaves =
        entry.name.startsWith("/") || entry.name.includes("\\") || entry.name.split("/").includes("..");
      if (entry.kind === "link" || leaves)
        return gather.problem(
          "render.symlink",
          `The archive ${file} holds a link or a path that leaves it`,
          place,
        );
      if (entry.name.endsWith("/values.schema.json")) schema(gather, file, entry.content.toString("utf8"));
    }
  } catch {
    gather.problem(
      "render.too-large",
      `The archive ${file} is broken or unpacks to more than ${maxArchiveBytes / 1024 / 1024} MiB`,
      place,
    );
  }
}
