import { LineCounter, type Node, parseAllDocuments, visit, type YAMLError } from "yaml";
import type { Problem } from "../problem";
import { locate } from "./locate";
import type { Located } from "./located";
import { placeAt, type YamlSource } from "./source";

/** What a file may cost: characters of text, nesting, and nodes that aliases may add when they are expanded. */
export type YamlLimits = { characters: number; depth: number; aliasNodes: number };
export const yamlLimits: YamlLimits = { characters: 4 * 1024 * 1024, depth: 100, aliasNodes: 100_000 };

export type YamlDocument = {
  /** Null when the document is empty. */
  contents: Located | null;
  /** The first syntax error: what is read behind it is a guess. Null when there is none. */
  brokenAt: number | null;
};
export type YamlReading = {
  source: YamlSource;
  documents: readonly YamlDocument[];
  problems: readonly Problem[];
};

export const BOM = "\uFEFF";

/**
 * Reads a YAML 1.2 stream with `<<` merges; every wrong thing is a problem, and what can be read is read.
 * Repeated mapping keys are merged deeply with a warning that names every line.
 */
export function parseYaml(text: string, file: string, limits: YamlLimits = yamlLimits): YamlReading {
  const body = text.startsWith(BOM) ? text.slice(1) : text;
  const lines = new LineCounter();
  if (body.length > limits.characters) {
    const source: YamlSource = { file, text: body, lineStarts: [0] };
    const message = `The file has ${body.length} characters; at most ${limits.characters} are read`;
    return {
      source,
      documents: [],
      problems: [{ code: "yaml.too-large", severity: "error", message, file, line: 1, column: 1 }],
    };
  }
  const stream = parseAllDocuments(body, {
    intAsBigInt: true,
    keepSourceTokens: false,
    lineCounter: lines,
    logLevel: "silent",
    merge: true,
    prettyErrors: false,
    uniqueKeys: false,
  });
  const source: YamlSource = {
    file,
    text: body,
    lineStarts: lines.lineStarts.length > 0 ? lines.lineStarts : [0],
  };
  const problems: Problem[] = [];
  const parsed = "empty" in stream ? [] : stream;
  const documents = parsed.map((document): YamlDocument => {
    const broken = document.errors.map((error) => ({ error, offset: offsetOf(error, document.contents) }));
    for (const { error, offset } of broken) problems.push(syntaxProblem(source, error, offset));
    for (const warning of document.warnings) problems.push(tagProblem(source, warning));
    const contents = document.contents ? locate(document.contents, source, limits, problems) : null;
    const brokenAt = broken.length === 0 ? null : Math.min(...broken.map((b) => b.offset));
    return { contents, brokenAt };
  });
  return { source, documents, problems };
}

/** Where a person has to look: a quote that is never closed is reported where it opens. */
function offsetOf(error: YAMLError, contents: Node | null): number {
  let offset = Math.max(error.pos[0], 0);
  if (contents && /^Missing closing ['"]quote/.test(error.message)) {
    visit(contents, {
      Scalar(_key, node) {
        if (node.range && node.range[0] < error.pos[0] && node.range[1] >= error.pos[0])
          offset = node.range[0];
      },
    });
  }
  return offset;
}

function syntaxProblem(source: YamlSource, error: YAMLError, at: number): Problem {
  const offset = Math.min(at, source.text.length);
  const tooDeep = error.code === "RESOURCE_EXHAUSTION";
  return {
    code: tooDeep ? "yaml.too-deep" : "yaml.syntax",
    severity: "error",
    message: tooDeep ? "The file nests too deeply" : error.message,
    hint: source.text.startsWith("<<<<<<<", lineStart(source.text, offset))
      ? "Resolve the Git merge conflict"
      : hints[error.code],
    ...placeAt(source, offset),
  };
}

const lineStart = (text: string, offset: number) => text.lastIndexOf("\n", offset - 1) + 1;

const hints: Partial<Record<YAMLError["code"], string>> = {
  BAD_ALIAS: "An alias needs an anchor of that name before it",
  BAD_INDENT: "Align it with its siblings",
  BAD_SCALAR_START: "Put the value in quotes",
  BLOCK_AS_IMPLICIT_KEY: "A value that contains ': ' needs quotes",
  MISSING_CHAR: "Look for a missing ':' , quote or bracket at or before this place",
  MULTILINE_IMPLICIT_KEY: "A key must end with ':' on its own line",
  TAB_AS_INDENT: "Indent with spaces",
  UNEXPECTED_TOKEN: "Look for a missing quote, comma or bracket before this place",
};

function tagProblem(source: YamlSource, warning: YAMLError): Problem {
  return {
    code: "yaml.tag",
    severity: "warning",
    message: warning.message,
    ...placeAt(source, warning.pos[0]),
  };
}
