/**
 * One way to write a place inside an object, everywhere: `spec.template.spec.containers[app].env[C].value`,
 * `data["app.yaml"].log` (inside the parsed text), `ports[53/UDP]`, `args[0]`, `env#order`. See docs of `o8`, "Paths".
 */
export type PathItem = { readonly [field: string]: string | number | bigint | boolean };
export type PathSegment = string | PathItem;
export type Path = readonly PathSegment[];

/** The last segment of a path that speaks of a list's order. */
export const ORDER = "#order";

/** A list item without identity. */
export const indexItem = (index: number): PathItem => ({ index });

const QUOTED_KEY = /[.[\]"'\s]|#order$|^$/;
const QUOTED_ITEM = /[[\]"]|^$|^\s|\s$/;

export function printPath(path: Path): string {
  let text = "";
  for (const segment of path) {
    if (typeof segment !== "string") text += printItem(segment);
    else if (segment === ORDER) text += ORDER;
    else if (QUOTED_KEY.test(segment)) text += `[${JSON.stringify(segment)}]`;
    else text += text === "" ? segment : `.${segment}`;
  }
  return text;
}

function printItem(item: PathItem): string {
  const identity = Object.values(item).map(String).join("/");
  return QUOTED_ITEM.test(identity) ? `[${JSON.stringify(identity)}]` : `[${identity}]`;
}

/**
 * One step of a path as written: a map key, a list item's identity or index, or a list's order. A quoted bracket may
 * be a key or an identity: which one, only the value it is applied to can tell.
 */
export type PathStep =
  | { kind: "key"; key: string }
  | { kind: "item"; identity: string }
  | { kind: "quoted"; text: string }
  | { kind: "order" };

/** The key that a step names in a mapping; null when it cannot name one. */
export function keyOfStep(step: PathStep): string | null {
  if (step.kind === "key") return step.key;
  if (step.kind === "quoted") return step.text;
  return step.kind === "item" ? step.identity : null;
}

/** Reads a path as people write it; null when it is none. */
export function parsePath(text: string): readonly PathStep[] | null {
  const steps: PathStep[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const taken = takeStep(rest, steps.length === 0);
    if (taken === null) return null;
    steps.push(taken.step);
    rest = taken.rest;
  }
  return steps.length === 0 ? null : steps;
}

const QUOTED_STEP = /^\[("(?:[^"\\]|\\.)*"|'[^']*')\]/;
const ITEM_STEP = /^\[([^[\]"']+)\]/;
const KEY_STEP = /^\.?([^.[\]"'\s#]+(?:#(?!order$)[^.[\]"'\s#]*)*)/;

function takeStep(text: string, first: boolean): { step: PathStep; rest: string } | null {
  if (text === ORDER && !first) return { step: { kind: "order" }, rest: "" };
  const quoted = QUOTED_STEP.exec(text.startsWith(".[") ? text.slice(1) : text);
  if (quoted?.[1] !== undefined) {
    const unquoted = unquote(quoted[1]);
    const used = quoted[0].length + (text.startsWith(".[") ? 1 : 0);
    return unquoted === null ? null : { step: { kind: "quoted", text: unquoted }, rest: text.slice(used) };
  }
  const item = ITEM_STEP.exec(text);
  if (item?.[1] !== undefined)
    return { step: { kind: "item", identity: item[1] }, rest: text.slice(item[0].length) };
  const key = KEY_STEP.exec(text);
  if (key?.[1] === undefined || (!first && !text.startsWith("."))) return null;
  return first && text.startsWith(".") && text.length === 1
    ? null
    : { step: { kind: "key", key: key[1] }, rest: text.slice(key[0].length) };
}

function unquote(text: string): string | null {
  if (text.startsWith("'")) return text.slice(1, -1);
  try {
    return JSON.parse(text) as string;
  } catch {
    return null;
  }
}
