import { isJsonObject, type Json } from "../json";
import type { Place } from "../problem";

/** A value and the line that set it: the line in the inputs, when an expression only passes it on. */
export type Setting = { value: Json; place: Place };

/** What names stand for in one module. Locals are resolved when they are asked for. */
export type Scope = {
  variables: ReadonlyMap<string, Setting>;
  locals: ReadonlyMap<string, Setting>;
};

const whole = /^\$\{(var|local)\.([\w-]+)((?:\.[\w-]+)*)\}$/;
const part = /\$\{(var|local)\.([\w-]+)\}/g;

/** Is something in it left to Terraform itself? */
export const isComputed = (value: Json): boolean => typeof value === "string" && /[$%]\{/.test(value);

/**
 * Follows variables and locals as far as files tell. Everything else that Terraform would compute stays the text of
 * its expression.
 */
export function resolve(setting: Setting, scope: Scope, depth = 0): Setting {
  const { value, place } = setting;
  if (typeof value !== "string" || depth > 20) return setting;
  const [, kind, name = "", rest = ""] = whole.exec(value) ?? [];
  if (kind !== undefined) {
    const found = named(kind, name, scope);
    if (found === undefined) return setting;
    const inner = rest
      .split(".")
      .filter((key) => key !== "")
      .reduce<Json | undefined>(
        (at, key) => (isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined),
        found.value,
      );
    return inner === undefined ? setting : resolve({ value: inner, place: found.place }, scope, depth + 1);
  }
  const text = value.replaceAll(part, (expression, at: string, key: string) => {
    const found = named(at, key, scope);
    const inner = found && resolve(found, scope, depth + 1).value;
    return typeof inner === "string" || typeof inner === "number" || typeof inner === "boolean"
      ? String(inner)
      : expression;
  });
  return { value: text, place };
}

const named = (kind: string, name: string, scope: Scope): Setting | undefined =>
  (kind === "var" ? scope.variables : scope.locals).get(name);

/** Every single value of a body by its dotted path, resolved; a list of plain values is one value. */
export function leavesOf(
  body: Json,
  scope: Scope,
  place: (path: readonly (string | number)[]) => Place,
): Map<string, Setting> {
  const leaves = new Map<string, Setting>();
  const visit = (setting: Setting, path: readonly (string | number)[], own: boolean): void => {
    const { value, place: at } = resolve(setting, scope);
    // What came in by a name is written where that name is set.
    const mine = own && value === setting.value;
    const here = (segment: string | number) => (mine ? place([...path, segment]) : at);
    if (isJsonObject(value)) {
      for (const [key, item] of Object.entries(value))
        visit({ value: item, place: here(key) }, [...path, key], mine);
    } else if (Array.isArray(value) && value.some((item) => isJsonObject(item))) {
      for (const [i, item] of value.entries()) visit({ value: item, place: here(i) }, [...path, i], mine);
    } else {
      const items = Array.isArray(value)
        ? value.map((item) => resolve({ value: item, place: at }, scope))
        : null;
      const first = items?.find((item) => item.place.file !== at.file || item.place.line !== at.line);
      leaves.set(
        dotted(path),
        items ? { value: items.map((i) => i.value), place: first?.place ?? at } : { value, place: at },
      );
    }
  };
  visit({ value: body, place: place([]) }, [], true);
  return leaves;
}

// A block that stands alone and one of several read alike: `scaling_config.min_size`.
const dotted = (path: readonly (string | number)[]): string =>
  path.reduce<string>(
    (text, key) =>
      key === 0 ? text : typeof key === "number" ? `${text}[${key}]` : text === "" ? key : `${text}.${key}`,
    "",
  );
