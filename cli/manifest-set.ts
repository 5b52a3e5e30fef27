import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type ManifestSet, ManifestSetCase } from "@/lib/contract/documents/manifest-set";
import { setHclValue } from "@/lib/domain/hcl/edit";
import type { PathSegment } from "@/lib/domain/path";
import { setValue } from "@/lib/domain/yaml/edit";
import { type Done, runBatch } from "./batch";
import { exitCodes } from "./io";

export type ManifestSetOptions = ManifestSetCase & {
  /** Write the new file in place of the old. */ write?: boolean | undefined;
};

/** The document, and the whole new file when there is one. */
export type WasSet = Done<ManifestSet> & { text: string | null };

/**
 * `o8 manifest set FILE PATH VALUE --expect OLD`: edits one value of a YAML, JSON or Terraform file. Exit 3 with the reason when it is refused, 2 when the
 * file cannot be read. Nothing is written without `write`.
 */
export async function runManifestSet(options: ManifestSetOptions, here: { cwd: string }): Promise<WasSet> {
  const { file } = options;
  const path = resolve(here.cwd, file);
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return failed(file, exitCodes.usage, `There is no file ${file} that can be read`);
  const text = bytes.toString("utf8");
  // Bytes that are no UTF-8 would not survive being written again.
  if (!Buffer.from(text, "utf8").equals(bytes))
    return failed(file, exitCodes.usage, `${file} is not UTF-8 text`);

  const segments = options.path as string | (PathSegment | number)[];
  const ask = {
    path: segments,
    value: textOf(options.value),
    expect: textOf(options.expect),
    type: options.type,
  };
  const result = /\.(tf|tfvars)$/.test(file)
    ? setHclValue(text, ask)
    : setValue(text, { ...ask, document: options.document });
  if (!result.ok) {
    const { code, message, facts } = result.refusal;
    const refusal = { code, message, ...(facts && { facts }) };
    return {
      exit: exitCodes.refused,
      document: { schemaVersion: 1, kind: "ManifestSet", file, refusal, problems: [] },
      text: null,
    };
  }
  const after = Buffer.from(result.text, "utf8");
  if (options.write === true && !after.equals(bytes)) await writeFile(path, after);
  const sha256 = createHash("sha256").update(after).digest("hex");
  const document: ManifestSet = {
    schemaVersion: 1,
    kind: "ManifestSet",
    file,
    line: result.line,
    before: result.before,
    after: result.after,
    sha256,
    problems: [],
  };
  return { exit: exitCodes.done, document, text: result.text };
}

/** `o8 manifest set --batch FILE`: many edits in one call, one after the other. */
export const runManifestSetBatch = (
  text: string,
  here: { cwd: string },
  options: { write?: boolean | undefined } = {},
) =>
  runBatch(text, ManifestSetCase, async (one): Promise<Done<ManifestSet>> => {
    const { exit, document } = await runManifestSet({ ...one, ...options }, here);
    return { exit, document };
  });

/** PATH as it is written on the command line, or as a JSON array of segments. */
export function pathArgument(text: string): ManifestSetCase["path"] {
  if (!text.startsWith("[")) return text;
  try {
    return ManifestSetCase.shape.path.parse(JSON.parse(text));
  } catch {
    return text;
  }
}

const textOf = (value: ManifestSetCase["value"]): string => String(value);

function failed(file: string, exit: number, message: string): WasSet {
  const problem = { code: "manifest.input", severity: "error" as const, message, file };
  return { exit, document: { schemaVersion: 1, kind: "ManifestSet", file, problems: [problem] }, text: null };
}
