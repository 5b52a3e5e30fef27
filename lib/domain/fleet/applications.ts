import type { Application } from "../fleet";
import type { Problem } from "../problem";
import { ENVIRONMENTS_FILE, type FleetFiles, joined, type Layout } from "./files";
import { rendererOf, type Templates, templatesOf } from "./renderer";
import { inOrder, namesIn, placeIn, type Root } from "./root";

/** An application with what finding its manifests needs. */
export type Found = { application: Application; templates: Templates; environmentsFile: string };

/** The applications of orchestr8.yaml, or, when it lists none, one for every environments.yaml. */
export function applicationsOf(
  root: Root,
  files: FleetFiles,
  layout: Layout,
): { found: Found[]; problems: Problem[] } {
  const own = files.paths
    .filter((path) => path === ENVIRONMENTS_FILE || path.endsWith(`/${ENVIRONMENTS_FILE}`))
    .sort();
  if (namesIn(root, "applications").length === 0)
    return { found: discovered(own, files.name, layout), problems: [] };
  const problems: Problem[] = [];
  const found: Found[] = [];
  const taken = new Map<string, string>();
  for (const [name, entry] of inOrder(root, "applications", root.file.applications)) {
    const path = joined("", entry.path);
    const environmentsFile = joined(path, ENVIRONMENTS_FILE);
    const place = placeIn(root, "applications", name);
    const other = taken.get(path);
    if (other !== undefined) {
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
    taken.set(path, name);
    if (!layout.has(environmentsFile)) {
      const message = `"${name}" has no ${environmentsFile}`;
      problems.push({
        code: "fleet.no-environments",
        severity: "error",
        message,
        hint: hintFor(path, own),
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
    found.push({ application, templates, environmentsFile });
  }
  const listed = new Set(
    namesIn(root, "applications").map((name) =>
      joined(root.file.applications?.[name]?.path ?? "", ENVIRONMENTS_FILE),
    ),
  );
  for (const file of own) {
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
    return { application, templates, environmentsFile: file };
  });
}
