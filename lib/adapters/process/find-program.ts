import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { bareEnvironment } from "./environment";

/** The absolute path of a program on PATH; null when there is none. Relative parts of PATH are not searched. */
export async function findProgram(name: string): Promise<string | null> {
  for (const folder of (bareEnvironment().PATH ?? "").split(delimiter)) {
    const path = join(folder, name);
    const runs =
      folder.startsWith("/") &&
      (await access(path, constants.X_OK).then(
        () => true,
        () => false,
      ));
    if (runs) return path;
  }
  return null;
}
