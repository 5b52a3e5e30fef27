import type { Problem } from "../problem";
import type { YamlDocument } from "../yaml/parse";
import { placeAt, type YamlSource } from "../yaml/source";

/** Behind a syntax error the structure is a guess: only problems found before it are worth a person's time. */
export function trusted(
  problems: readonly Problem[],
  document: YamlDocument,
  source: YamlSource,
): readonly Problem[] {
  if (document.brokenAt === null) return problems;
  const broken = placeAt(source, document.brokenAt);
  return problems.filter((p) => p.line !== undefined && p.line < broken.line);
}
