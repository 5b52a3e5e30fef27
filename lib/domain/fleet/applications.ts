import type { Application } from "../fleet";
import type { Problem } from "../problem";
import { valueAt } from "../yaml/located";
import { emptyBlock, type OwnBlock } from "./blocks";
import { ENVIRONMENTS_FILE, FLEET_FILE, type FleetFiles, joined, type Layout } from "./files";
import { rendererOf, type Templates, templatesOf } from "./renderer";
import { inOrder, namesIn, placeIn, type Root } from "./root";

/** An application with what finding its manifests needs. */
export type Found = {
  application: Application;
  templates: Templates;
  /** The file with its blocks: its own environments.yaml, or orchestr8.yaml when the entry writes them itself. */
  environmentsFile: string;
  /** The blocks that its entry in orchestr8.yaml writes; null when they lie in environments.yaml. */
  own: readonly OwnBlock[] | null;
};

/** The applications of orchestr8.yaml, or, when it lists none, one for every environments.yaml. */
export function applicationsOf(
  root: Root,
  files: FleetFiles,
  layout: Layout,
): { found: Found[]; problems: Problem[] } {
  const declaring = files.paths
    .filter((path) => path === ENVIRONMENTS_FILE || path.endsWith(`/${ENVIRONMENTS_FILE}`))
    .sort();
  if (namesIn(root, "applications").length === 0)
    return { found: discovered(declaring, files.name, layout), problems: [] };
  const problems: Problem[] = [];
  const found: Found[] = [];
  const taken = new Map<string, string>();
  for (const [name, entry] of inOrder(root, "applications", root.file.applications)) {
    const path = joined("", entry.path);
    const environmentsFile = joined(path, ENVIRONMENTS_FILE);
    const place = placeIn(root, "applications", name);
    const own = ownBlocks(root, name);
    const other = taken.get(path);
    // A shared folder is no trouble where nobody reads its environments.yaml.
    if (other !== undefined && own === null) {
      const message = `"${name}" and "${other}" share the folder ${path || "."}`;
      const related = placeIn(root, "applications", other);
      problems.push({
        code: "fleet.path-taken",
        severity: "error",
        message,
        hint: "Give each application its own folder",
        ...place,
        ...(related && { related: [related] }),
      });
      continue;
    }
    if (own === null) taken.set(path, name);
    else if (layout.has(environmentsFile)) {
      problems.push({
        code: "fleet.two-declarations",
        severity: "error",
        message: `"${name}" declares its environments here and in ${environmentsFile}; the file is not read`,
        hint: "Keep one of them",
        ...(placeIn(root, "applications", name, "environments") ?? place),
      });
    }
    if (own === null && !layout.has(environmentsFile)) {
      const message = `"${name}" has no ${environmentsFile}`;
      problems.push({
        code: "fleet.no-environments",
        severity: "error",
        message,
        hint: hintFor(path, declaring),
        ...(placeIn(root, "applications", name, "path") ?? place),
      });
    }
    const templates = templatesOf(entry);
    const application: Application = {
      name,
      path,
      team: entry.team ?? null,
      renderer: rendererOf(path, templates, layout),
      promote: entry.promote ?? [],
      place,
    };
    found.push({
      application,
      templates,
      environmentsFile: own === null ? environmentsFile : FLEET_FILE,
      own,
    });
  }
  const listed = new Set(
    namesIn(root, "applications").map((name) =>
      joined(root.file.applications?.[name]?.path ?? "", ENVIRONMENTS_FILE),
    ),
  );
  for (const file of declaring) {
    if (listed.has(file)) continue;
    const message = `No application of orchestr8.yaml has the folder ${folderOf(file) || "."}`;
    problems.push({
      code: "fleet.unlisted",
      severity: "warning",
      message,
      hint: "List it under applications:, or remove the file",
      file,
      line: 1,
      column: 1,
    });
  }
  return { found, problems };
}

/** The blocks below `applications.NAME.environments`; null when the entry has no such key. */
function ownBlocks(root: Root, name: string): OwnBlock[] | null {
  const map = root.located && valueAt(root.located, ["applications", name, "environments"]);
  if (map?.kind !== "map") return null;
  const declared = root.file.applications?.[name]?.environments ?? {};
  return [...map.entries.values()].flatMap((entry): OwnBlock[] => {
    const block = Object.hasOwn(declared, entry.key) ? declared[entry.key] : emptyBlock(entry.value);
    return block === undefined ? [] : [{ environment: entry.key, block, located: entry.value, map }];
  });
}

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf("/")));
const last = (folder: string): string => folder.slice(folder.lastIndexOf("/") + 1);

function hintFor(path: string, files: readonly string[]): string {
  const similar = files.find((file) => last(folderOf(file)) === last(path));
  return similar ? `There is one in ${folderOf(similar)}` : "Add the file, or correct the path";
}

function discovered(files: readonly string[], rootName: string | undefined, layout: Layout): Found[] {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(last(folderOf(file)), (counts.get(last(folderOf(file))) ?? 0) + 1);
  return files.map((file) => {
    const path = folderOf(file);
    const short = path === "" ? (rootName ?? "application") : last(path);
    const name = (counts.get(last(path)) ?? 0) > 1 && path !== "" ? path.replaceAll("/", "-") : short;
    const templates = templatesOf({});
    const application: Application = {
      name: name.replaceAll(/[^A-Za-z0-9._-]/g, "-"),
      path,
      team: null,
      renderer: rendererOf(path, templates, layout),
      promote: [],
      place: null,
    };
    return { application, templates, environmentsFile: file, own: null };
  });
}
