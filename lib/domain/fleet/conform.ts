import type { z } from "zod";
import { nearest } from "../nearest";
import type { Problem } from "../problem";
import { keyPlace, type Located, placeOf, valueAt } from "../yaml/located";
import { keysOf } from "./known-keys";
import { plainData } from "./plain-data";

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/**
 * Reads located YAML by a schema. Every misfit is a problem at its place and is left out of the answer,
 * so that what is good survives; null when nothing could be kept. A null in the file counts as absent.
 */
export function conform<Schema extends z.ZodType>(
  located: Located,
  schema: Schema,
): { value: z.output<Schema> | null; problems: Problem[] } {
  const data = plainData(located);
  const problems: Problem[] = [];
  // A holder that lacks what was taken from it has been reported already.
  const removed: Path[] = [];
  // Refinements of a parent are judged only once its parts fit, so a second round may find more.
  for (let round = 0; round < 5; round++) {
    const result = schema.safeParse(data.value, { reportInput: true });
    if (result.success) return { value: result.data, problems };
    const issues = result.error.issues;
    for (const issue of issues) {
      const path = data.original(pathOf(issue));
      if (round === 0 || !removed.some((gone) => startsWith(gone, path)))
        problems.push(...problemsOf(issue, located, schema, path));
    }
    const misfitting = issues.flatMap(misfits);
    removed.push(...misfitting.map(data.original));
    if (!data.remove(misfitting)) return { value: null, problems };
  }
  return { value: null, problems };
}

const pathOf = (issue: Issue): Path =>
  issue.path.map((segment) => (typeof segment === "number" ? segment : String(segment)));

const startsWith = (path: Path, prefix: Path): boolean => prefix.every((segment, i) => path[i] === segment);

/** What has to go so that the rest can be kept. */
function misfits(issue: Issue): Path[] {
  const path = pathOf(issue);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => [...path, key]);
  // An object without a required key cannot be kept.
  return [isMissing(issue) ? path.slice(0, -1) : path];
}

const isMissing = (issue: Issue): boolean => issue.code === "invalid_type" && issue.input === undefined;

function problemsOf(issue: Issue, root: Located, schema: z.ZodType, path: Path): Problem[] {
  if (issue.code !== "unrecognized_keys") return [problemOf(issue, root, path)];
  const known = keysOf(schema, path);
  const map = valueAt(root, path) ?? root;
  return issue.keys.map((key) => ({
    code: "fleet.unknown-key",
    severity: "error",
    message: `Unknown key "${key}"${path.length > 0 ? ` in ${path.join(".")}` : ""}`,
    hint: suggestion(key, known),
    ...keyPlace(map, key),
  }));
}

function problemOf(issue: Issue, root: Located, path: Path): Problem {
  const severity = "error" as const;
  const label = path.join(".") || "The file";
  if (isMissing(issue)) {
    const key = String(path.at(-1) ?? "");
    const holder = path.slice(0, -1);
    const message = `${holder.join(".") || "The file"} lacks "${key}"`;
    return {
      code: "fleet.missing-key",
      severity,
      message,
      hint: `Add "${key}:"`,
      ...placeOfKey(root, holder),
    };
  }
  if (issue.code === "invalid_key") {
    const holder = valueAt(root, path.slice(0, -1)) ?? root;
    const inner = issue.issues[0]?.message ?? "is not a name";
    return {
      code: "fleet.invalid-value",
      severity,
      message: `The key "${String(path.at(-1))}" ${inner}`,
      ...keyPlace(holder, String(path.at(-1))),
    };
  }
  const found = valueAt(root, path) ?? root;
  const place = placeOf(found);
  if (issue.code === "invalid_type") {
    const message = `${label} must be ${kindName(issue.expected)}, not ${shown(issue.input)}`;
    return {
      code: "fleet.wrong-type",
      severity,
      message,
      hint: typeHint(issue.expected, issue.input),
      ...place,
    };
  }
  if (issue.code === "invalid_value") {
    const options = issue.values.map(String);
    const message = `${label} must be one of ${options.join(", ")}, not ${shown(issue.input)}`;
    return {
      code: "fleet.invalid-value",
      severity,
      message,
      hint: suggestion(wordOf(issue.input), options, false),
      ...place,
    };
  }
  const actual = typeof issue.input === "object" ? "" : `, not ${shown(issue.input)}`;
  return { code: "fleet.invalid-value", severity, message: `${label} ${sentence(issue)}${actual}`, ...place };
}

function sentence(issue: Issue): string {
  if (issue.code === "too_small")
    return issue.message.startsWith("must") ? issue.message : `must be at least ${issue.minimum}`;
  if (issue.code === "too_big")
    return issue.message.startsWith("must") ? issue.message : `must be at most ${issue.maximum}`;
  return issue.message;
}

function suggestion(word: string, known: readonly string[], listed = true): string | undefined {
  const close = nearest(word, known);
  if (close !== undefined) return `Did you mean "${close}"?`;
  return listed && known.length > 0 ? `Known keys: ${known.join(", ")}` : undefined;
}

// A YAML boolean where a word belongs is nearly always a switch.
const wordOf = (input: unknown): string =>
  input === true ? "enabled" : input === false ? "disabled" : String(input);

const kindNames: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "a mapping",
  record: "a mapping",
  string: "text",
};
const kindName = (expected: string): string => kindNames[expected] ?? expected;

function typeHint(expected: string, input: unknown): string | undefined {
  if (expected === "string" && typeof input !== "object") return `Put it in quotes: "${String(input)}"`;
  if (expected === "array" && typeof input === "string") return `Write a list: [${input}]`;
  if (expected === "boolean" && typeof input === "string") return "Write true or false";
  return undefined;
}

function shown(input: unknown): string {
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object" && input !== null) return "a mapping";
  if (typeof input !== "string") return String(input);
  // An address that somebody wrote with a password in it.
  const text = input.replace(/\/\/[^/\s]*@/, "//…@");
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

/** The key that holds the object; a list's item lies where it starts. */
function placeOfKey(root: Located, path: Path) {
  const holder = valueAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (holder?.kind === "map" && last !== undefined) return keyPlace(holder, String(last));
  return placeOf(valueAt(root, path) ?? root);
}
