import type { EnvironmentBlock } from "../fleet";
import type { Problem } from "../problem";
import { keyPlace, type Located, type LocatedMap } from "../yaml/located";
import { readSimpleYaml } from "../yaml/simple";
import { environmentsFileSchema } from "./block-schema";
import { conform } from "./conform";
import { trusted } from "./trusted";

/** One environment's block as an application's environments.yaml writes it. */
export type OwnBlock = { environment: string; block: EnvironmentBlock; located: Located; map: LocatedMap };

export type BlocksReading = { readonly blocks: readonly OwnBlock[]; readonly problems: readonly Problem[] };

/** The blocks of one environments.yaml; several documents are read as one. What does not fit is left out. */
export function readBlocks(text: string, file: string): BlocksReading {
  const reading = readSimpleYaml(text, file);
  const problems = [...reading.problems];
  const blocks: OwnBlock[] = [];
  for (const document of reading.documents) {
    const root = document.contents;
    if (root === null) continue;
    const checked = conform(root, environmentsFileSchema);
    problems.push(...trusted(checked.problems, document, reading.source));
    const map = root.kind === "map" ? root.entries.get("environments")?.value : undefined;
    if (checked.value === null || map?.kind !== "map") continue;
    for (const entry of map.entries.values()) {
      const declared = checked.value.environments;
      const block = Object.hasOwn(declared, entry.key) ? declared[entry.key] : emptyBlock(entry.value);
      if (block === undefined) continue;
      const before = blocks.find((b) => b.environment === entry.key);
      if (before) problems.push(secondDocument(entry.key, map, before));
      else blocks.push({ environment: entry.key, block, located: entry.value, map });
    }
  }
  if (blocks.length === 0 && problems.length === 0) {
    const message = "The file declares no environment";
    problems.push({
      code: "fleet.missing-key",
      severity: "warning",
      message,
      hint: 'Add "environments:"',
      file,
      line: 1,
      column: 1,
    });
  }
  return { blocks, problems };
}

/** `production:` with nothing below it declares the environment and leaves every key to the layers below. */
export const emptyBlock = (located: Located): EnvironmentBlock | undefined =>
  located.kind === "scalar" && located.value === null ? {} : undefined;

function secondDocument(name: string, map: LocatedMap, before: OwnBlock): Problem {
  return {
    code: "yaml.duplicate-conflict",
    severity: "error",
    message: `"${name}" is declared in two documents of one file; the first is used`,
    hint: "Write one block for each environment",
    ...keyPlace(map, name),
    related: [keyPlace(before.map, name)],
  };
}
