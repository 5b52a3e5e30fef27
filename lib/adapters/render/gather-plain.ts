import type { Gatherer } from "./closure";
import { kustomizationNames } from "./gather-kustomize";

const notObjects = new Set<string>(["orchestr8.yaml", "environments.yaml", ...kustomizationNames]);

/** Every manifest below a folder, in the order of their paths; our own files and kustomizations are not objects. */
export async function gatherPlain(gather: Gatherer, path: string): Promise<void> {
  const found = await gather.follow("", path === "" ? "." : path, "The source", {
    file: path,
    line: 1,
    column: 1,
  });
  if (found?.kind !== "folder") {
    if (found) gather.problem("render.source", `${path} is a file; a source is a folder`);
    return;
  }
  const other = new Map(gather.closure.entries);
  await gather.takeFolder(found.path);
  for (const [name, entry] of gather.closure.entries) {
    const last = name.slice(name.lastIndexOf("/") + 1);
    if (
      entry.kind === "file" &&
      (!/\.(?:ya?ml|json)$/i.test(last) || notObjects.has(last)) &&
      !other.has(name)
    )
      gather.closure.entries.delete(name);
  }
}
