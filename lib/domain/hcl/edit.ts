import type { LocatedMap } from "../yaml/located";
import { BOM } from "../yaml/parse";
import { applied, same } from "../yaml/proof";
import { doubleQuoted } from "../yaml/scalar-text";
import { lineText, placeAt, type YamlSource } from "../yaml/source";
import { changedLines, type EditResult, refuse } from "../yaml/splice";
import { type EditPath, stepsOf } from "../yaml/step";
import { isRepeated, printed, walk } from "../yaml/target";
import { isText, textOf, typedValue, type ValueType } from "../yaml/typed";
import { HclSyntax } from "./cursor";
import { hclJson, scanHcl } from "./scan";

export type SetHclValue = {
  /** Attributes, objects and blocks by name: `node_pools.default.max`, `module.cluster.version`, `zones[0]`. */
  path: EditPath;
  value: string;
  /** The text of the value that must be there now; null asks nothing. */
  expect: string | null;
  type?: ValueType | undefined;
};

/**
 * Sets one literal value in Terraform's native syntax (`.tfvars`, `.tf`); every other byte stays. Expressions are
 * refused: what they mean is not decided here. The result is scanned again and must differ in exactly this one value.
 */
export function setHclValue(text: string, ask: SetHclValue): EditResult {
  const steps = stepsOf(ask.path);
  if (steps === null) return refuse("invalid", "edit.path", `${JSON.stringify(ask.path)} is not a path`);
  const body = text.startsWith(BOM) ? text.slice(1) : text;
  const before = scanned(body);
  if ("refusal" in before) return { ok: false, refusal: before.refusal };
  const found = walk(before.root, steps);
  if (!found.ok) return { ok: false, refusal: found.refusal };
  const { target } = found;
  const { located } = target;
  const where = printed(steps);
  if (located.kind === "scalar" && located.style === "expression") {
    return refuse(
      "blocked",
      "edit.expression",
      `${where} is computed: ${String(located.value).slice(0, 80)}`,
    );
  }
  if (target.inside.length > 0)
    return refuse("missing", "edit.missing", `${where} leads into a single value`);
  if (located.kind !== "scalar") {
    return refuse(
      "invalid",
      "edit.collection",
      `${where} is ${located.kind === "list" ? "a list" : "an object or block"}; set the values in it`,
    );
  }
  if (isRepeated(target)) return refuse("invalid", "edit.ambiguous", `${where} is written more than once`);
  if (ask.expect !== null && !isText(located, ask.expect)) {
    const actual = textOf(located);
    return refuse(
      "conflict",
      "edit.moved",
      `${where} is ${JSON.stringify(actual)}, not ${JSON.stringify(ask.expect)}`,
      { actual },
    );
  }
  const typed = typedValue(ask.value, ask.type, located.value);
  if (!typed.ok) return typed;
  if (typeof typed.value === "object" && typed.value !== null)
    return refuse("invalid", "edit.type", "Only single values are set in HCL");
  const written =
    typeof typed.value === "string"
      ? hclString(typed.value)
      : typeof typed.value === "number"
        ? ask.value
        : String(typed.value);
  const unchanged = same(located.value, typed.value);
  const after = unchanged ? body : body.slice(0, located.start) + written + body.slice(located.end);
  const again = scanned(after);
  const wanted = applied(hclJson(before.root), target.path, { set: typed.value });
  if ("refusal" in again || !same(hclJson(again.root), wanted)) {
    return refuse("blocked", "edit.unproven", "The edit could not be proven to change this value alone");
  }
  if (unchanged) {
    const { line } = placeAt(located.source, located.start);
    const content = lineText(located.source, line);
    return { ok: true, text, line, before: content, after: content };
  }
  const result = text.startsWith(BOM) ? BOM + after : after;
  return { ok: true, text: result, ...changedLines(text, result) };
}

/** Terraform reads `${` and `%{` in a string as code unless they are doubled. */
const hclString = (value: string): string =>
  doubleQuoted(value).replaceAll(/[$%]\{/g, (start) => `${start[0]}${start}`);

function scanned(
  text: string,
): { root: LocatedMap } | { refusal: Extract<EditResult, { ok: false }>["refusal"] } {
  const source = sourceOf(text);
  try {
    return { root: scanHcl(source) };
  } catch (error) {
    if (!(error instanceof HclSyntax)) throw error;
    const { line, column } = placeAt(source, error.offset);
    return {
      refusal: {
        kind: "invalid",
        code: "edit.syntax",
        message: `Line ${line}: ${error.message}`,
        facts: { line, column },
      },
    };
  }
}

function sourceOf(text: string): YamlSource {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return { file: "", text, lineStarts };
}
