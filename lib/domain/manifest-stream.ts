import { LineCounter, parseAllDocuments, parseDocument } from "yaml";
import { isJsonObject, type Json, JsonTextError, parseJson } from "./json";
import type { Problem } from "./problem";
import { plainYaml, yamlOptions } from "./yaml-plain";

export type ManifestReading = { documents: readonly Json[]; problems: readonly Problem[] };

/**
 * Reads one file or stream of manifests: YAML with any number of documents, or JSON (a list counts as its items).
 * Never throws: what cannot be read is a problem with its place, and the other documents are still answered.
 */
export function readManifests(text: string, file: string): ManifestReading {
  const trimmed = text.trimStart();
  if (/^[[{]/.test(trimmed)) {
    const json = readJson(text, file);
    // Flow YAML begins like JSON: only when both readers fail is the text wrong.
    if (json.problems.length === 0) return json;
    const yaml = readYaml(text, file);
    return yaml.problems.length === 0 ? yaml : json;
  }
  return readYaml(text, file);
}

function readJson(text: string, file: string): ManifestReading {
  try {
    const value = parseJson(text);
    return checked(Array.isArray(value) ? value : [value], file);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    return {
      documents: [],
      problems: [problem("manifest.syntax", error.message, { file, line: error.line, column: error.column })],
    };
  }
}

function readYaml(text: string, file: string): ManifestReading {
  const lines = new LineCounter();
  const options = { ...yamlOptions, lineCounter: lines, prettyErrors: false };
  const single = !/^---(?:\s|$)/m.test(text);
  const parsed = single ? [parseDocument(text, options)] : parseAllDocuments(text, options);
  const [documents, problems]: [Json[], Problem[]] = [[], []];
  for (const document of Array.isArray(parsed) ? parsed : []) {
    const [error] = document.errors;
    if (error !== undefined) {
      const { line, col } = lines.linePos(error.pos[0]);
      problems.push(
        problem("manifest.syntax", `Not valid YAML: ${error.message}`, { file, line, column: col }),
      );
      continue;
    }
    try {
      const value = plainYaml(document);
      if (value === null) continue;
      const { line, col } = lines.linePos(document.contents?.range?.[0] ?? 0);
      const one = checked(Array.isArray(value) ? value : [value], file, { line, column: col });
      documents.push(...one.documents);
      problems.push(...one.problems);
    } catch (fault) {
      problems.push(
        problem(
          "manifest.syntax",
          `Not readable YAML: ${fault instanceof Error ? fault.message : "unknown"}`,
          { file },
        ),
      );
    }
  }
  return { documents, problems };
}

/** Everything read keeps its position; what is no object is reported and compared as nothing. */
function checked(
  documents: readonly Json[],
  file: string,
  place: { line?: number; column?: number } = {},
): ManifestReading {
  const problems = documents
    .filter((document) => !isJsonObject(document) || typeof document.kind !== "string")
    .map(() => problem("manifest.no-object", "Not a Kubernetes object: it has no kind", { file, ...place }));
  return { documents, problems };
}

const problem = (
  code: "manifest.syntax" | "manifest.no-object",
  message: string,
  place: { file: string; line?: number; column?: number },
): Problem => ({
  code,
  severity: "error",
  message,
  ...place,
});
