import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { FLEET_FILE } from "@/lib/domain/fleet/files";
import { Fault } from "@/lib/ports/fault";

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * The fleet's folder for somebody who stands in `folder`: the nearest one upwards that holds orchestr8.yaml, without
 * leaving the Git repository; else the folder itself when it was named (`named`), else the repository's root. Faults when there is no such folder.
 */
export async function fleetRoot(folder: string, named: boolean): Promise<string> {
  const start = resolve(folder);
  if (!(await exists(start))) throw new Fault(`there is no folder ${folder}`, { retryable: false });
  let repository: string | null = null;
  for (let at = start; ; at = dirname(at)) {
    if (await exists(join(at, FLEET_FILE))) return at;
    if (await exists(join(at, ".git"))) {
      repository = at;
      break;
    }
    if (dirname(at) === at) break;
  }
  return named ? start : (repository ?? start);
}
