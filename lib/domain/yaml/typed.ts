import { type Json, JsonTextError, parseJson } from "../json";
import type { Refusal } from "../refusal";
import { flowText } from "./emit";
import { jsonOf, type Located, type YamlScalar } from "./located";
import { same } from "./proof";

/** What a value is to be, when it should not stay what it was. */
export type ValueType = "string" | "number" | "boolean" | "null" | "json";

export type Typed = { ok: true; value: Json } | { ok: false; refusal: Refusal };

/** A value's text as a YAML reader sees it, as the value of the type that is asked for or that was there. */
export function typedValue(text: string, type: ValueType | undefined, old: YamlScalar | undefined): Typed {
  const wanted = type ?? typeOf(old, text);
  switch (wanted) {
    case "string":
      return { ok: true, value: text };
    case "null":
      return /^(null|~|)$/.test(text) ? { ok: true, value: null } : wrong(text, "null");
    case "boolean":
      return text === "true" || text === "false"
        ? { ok: true, value: text === "true" }
        : wrong(text, "true or false");
    case "number":
      return number(text);
    case "json":
      return json(text);
  }
}

function typeOf(old: YamlScalar | undefined, text: string): ValueType {
  if (typeof old === "number" || typeof old === "bigint") return "number";
  if (typeof old === "boolean") return "boolean";
  if (old !== null) return "string";
  // Nothing was there: only what every YAML reader and JSON agree on is more than text.
  if (text === "true" || text === "false") return "boolean";
  return /^-?(0|[1-9]\d*)$/.test(text) ? "number" : "string";
}

/** Is this the text of the value, as it is written or as a reader sees it? */
export function isText(located: Located, text: string): boolean {
  if (located.kind !== "scalar") {
    const given = json(text);
    return given.ok && same(given.value, jsonOf(located));
  }
  if (typeof located.value === "string") return located.value === text;
  const written = located.source.text.slice(located.start, located.end);
  return text === written || text === textOf(located);
}

/** The text of a value as a reader sees it; JSON for a mapping or list. */
export function textOf(located: Located): string {
  if (located.kind !== "scalar") return flowText(jsonOf(located), "json");
  return located.value === null ? "null" : String(located.value);
}

/** Decimal only: readers of YAML 1.1 and 1.2 disagree about 010, 0o7, 1e3 and 1_000. */
function number(text: string): Typed {
  if (/^-?(0|[1-9]\d*)$/.test(text)) {
    const whole = BigInt(text);
    const small = Number(whole);
    return { ok: true, value: Number.isSafeInteger(small) ? small : whole };
  }
  return /^-?(0|[1-9]\d*)\.\d+$/.test(text)
    ? { ok: true, value: Number(text) }
    : wrong(text, "a decimal number");
}

function json(text: string): Typed {
  try {
    return { ok: true, value: parseJson(text) };
  } catch (error) {
    if (error instanceof JsonTextError) return wrong(text, "JSON");
    throw error;
  }
}

function wrong(text: string, wanted: string): Typed {
  const shown = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
  return {
    ok: false,
    refusal: { kind: "invalid", code: "edit.type", message: `${shown} is not ${wanted}`, facts: { wanted } },
  };
}
