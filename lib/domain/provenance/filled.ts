import { filled } from "../flux/envsubst";
import { BadTemplate, readTemplate, type Template } from "../flux/template";
import type { Variables } from "../flux/variables";
import { isJsonObject, type Json } from "../json";
import { field, scalarText } from "../release-writer";
import { placeOf } from "../yaml/located";
import { type LayerWords, layerOf } from "./layer";
import type { Setter } from "./setter";
import type { Sources } from "./sources";
import type { Want } from "./want";

/** The value with its `${…}` filled in by Flux, at any depth. Whole numbers and the like stay texts. */
export function filledValue(value: Json | undefined, variables: Variables | null): Json | undefined {
  if (variables === null || value === undefined) return value;
  if (typeof value === "string") {
    const template = templateOf(value);
    return template === null ? value : textWith(value, template, variables);
  }
  if (Array.isArray(value)) return value.map((item) => filledValue(item, variables) ?? null);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, filledValue(item, variables) ?? null]),
  );
}

/**
 * The setters as Flux's substitution leaves them: one that writes `${…}` sets what that stands for, and behind it stands
 * the line that gives each variable its value.
 */
export function filledSetters(
  setters: readonly Setter[],
  want: Pick<Want, "value">,
  variables: Variables,
  words: LayerWords,
): readonly Setter[] {
  return setters.flatMap((setter): Setter[] => {
    const template = typeof setter.value === "string" ? templateOf(setter.value) : null;
    const made = { ...setter, value: filledValue(setter.value, variables) };
    if (template === null) return [made];
    return [made, ...variableSetters(template, setter, want, variables, words)];
  });
}

function variableSetters(
  template: Template,
  setter: Setter,
  want: Pick<Want, "value">,
  variables: Variables,
  words: LayerWords,
): readonly Setter[] {
  const whole = template.length === 1;
  return template.flatMap((piece): Setter[] => {
    if (typeof piece === "string") return [];
    const variable = variables.of(piece.variable);
    if (variable.kind !== "set" || variable.value === "") return [];
    const { origin, secret, value } = variable;
    const plain = piece.operator === "" || /^:?[=-]$/.test(piece.operator);
    return [
      {
        layer: layerOf(origin.file, words),
        how: `variable ${piece.variable} of Flux`,
        place: placeOf(origin.located),
        // A value of a Secret is a mark in what was rendered.
        value: secret && whole ? want.value : plain ? value : filledValue(piece.written, variables),
        part: !whole || setter.part,
        stage: origin.file,
        rank: null,
        edit:
          origin.plain && !secret && origin.located.kind === "scalar" && origin.located.alias === undefined
            ? {
                file: origin.file,
                document: origin.document,
                path: origin.path,
                expect: scalarText(origin.located) ?? "",
                prefix: "",
              }
            : null,
      },
    ];
  });
}

/** An object whose written name holds variables goes by that one in the files, too. */
export function withWrittenNames(want: Want, sources: Sources, variables: Variables): Want {
  const written = (want.origin === null ? [] : sources.documents(want.origin)).flatMap((root) => {
    const name = scalarText(field(field(root, "metadata"), "name"));
    const filledName = name?.includes("$") ? filledValue(name, variables) : undefined;
    return name !== null && typeof filledName === "string" && want.names.has(filledName) ? [name] : [];
  });
  return written.length === 0 ? want : { ...want, names: new Set([...want.names, ...written]) };
}

const textOf = (name: string, variables: Variables): string => {
  const variable = variables.of(name);
  return variable.kind === "set" ? variable.value : "";
};

/** What lost to a stronger layer may be a text that Flux could not fill in; it stays as it is written. */
function textWith(written: string, template: Template, variables: Variables): string {
  try {
    return filled(template, (name) => textOf(name, variables));
  } catch (error) {
    if (error instanceof BadTemplate) return written;
    throw error;
  }
}

/** Null for a text without variables, and for one that Flux cannot read. */
function templateOf(text: string): Template | null {
  if (!text.includes("$")) return null;
  try {
    const template = readTemplate(text);
    return template.every((piece) => typeof piece === "string") && template.join("") === text
      ? null
      : template;
  } catch (error) {
    if (error instanceof BadTemplate) return null;
    throw error;
  }
}
