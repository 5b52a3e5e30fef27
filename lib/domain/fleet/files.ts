import type { BlocksReading } from "./blocks";

/** The root file's name; there is one a repository. */
export const FLEET_FILE = "orchestr8.yaml";
export const ENVIRONMENTS_FILE = "environments.yaml";

/**
 * What `readFleet` needs of a repository: every path (from the root, with forward slashes), and the texts of those
 * that `isFleetPath` names. `name` stands in where orchestr8.yaml gives none, such as the folder's name.
 */
export type FleetFiles = {
  paths: readonly string[];
  texts: ReadonlyMap<string, string>;
  name?: string | undefined;
  /**
   * Hand the same one to every reading and files whose text is unchanged are not parsed again.
   * Only the files of the last reading are kept.
   */
  memory?: FleetMemory | undefined;
};

/** What earlier readings made of an application's file. Opaque: made by `fleetMemory()`. */
export type FleetMemory = Map<string, { readonly text: string; readonly blocks: BlocksReading }>;
export const fleetMemory = (): FleetMemory => new Map();

/** Must the text of this path be read before `readFleet`? */
export const isFleetPath = (path: string): boolean =>
  path === FLEET_FILE || path === ENVIRONMENTS_FILE || path.endsWith(`/${ENVIRONMENTS_FILE}`);

/** Folder paths and files of a repository, for "does it exist?". */
export type Layout = { has(path: string): boolean; hasFolder(path: string): boolean };

export function layoutOf(paths: readonly string[]): Layout {
  const files = new Set(paths);
  const folders = new Set<string>([""]);
  for (const path of paths) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return { has: (path) => files.has(path), hasFolder: (path) => folders.has(path) };
}

/** A path below `folder`, or from the root when it starts with "/"; without "." parts and doubled slashes. */
export const joined = (folder: string, path: string): string =>
  (path.startsWith("/") ? path : `${folder}/${path}`)
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
