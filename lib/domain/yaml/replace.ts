import type { Json } from "../json";
import { blockText } from "./block-scalar";
import { flowText } from "./emit";
import { jsonOf, type Located } from "./located";
import { doubleQuoted, sameTypes, scalarText } from "./scalar-text";
import { type EditResult, isJson, type Opened, refuse, spliced, unchanged } from "./splice";
import type { Step } from "./step";
import { isRepeated, printed, type Target } from "./target";

/** Puts a value in the place of another, in the nearest style that is proven right. */
export function replaced(text: string, open: Opened, target: Target, value: Json, given: string): EditResult {
  const { located, path } = target;
  const { reading, document } = open;
  const intent = { document, path, change: { set: value } };
  let last: EditResult = refuse("blocked", "edit.unproven", "The value cannot be written here");
  for (const replacement of writings(
    located,
    value,
    given,
    isJson(reading) ? "json" : isInFlow(open.root, target) ? "flow" : "block",
  )) {
    last = spliced(text, reading, located.start, located.end, replacement, intent);
    if (last.ok || last.refusal.code === "edit.shared") return last;
  }
  return last;
}

/** Ways to write the value at its place, the one nearest to the old style first. */
function* writings(
  located: Located,
  value: Json,
  given: string,
  context: "json" | "flow" | "block",
): Generator<string> {
  const flow = context !== "block";
  if ((typeof value === "object" && value !== null) || context === "json") {
    // A number keeps the digits it was given: 1.10 does not become 1.1.
    yield spaced(located, typeof value === "number" ? given : flowText(value, "json"));
    return;
  }
  if (located.kind !== "scalar") {
    yield typeof value === "number" ? given : scalarText(value, "plain", flow);
    return;
  }
  // `yes` may become `no` as it stands: whoever read a boolean or text still does.
  const keepsPlain =
    typeof value === "string" && located.style === "plain" && sameTypes(String(located.value), value);
  const nearest = typeof value === "number" || keepsPlain ? given : scalarText(value, located.style, flow);
  if (located.style === "literal" || located.style === "folded") {
    const block = typeof value === "string" ? blockText(located, value) : null;
    if (block !== null) yield block;
    const ending = /\r?\n$/.exec(located.source.text.slice(located.start, located.end))?.[0] ?? "";
    yield `${nearest}${ending}`;
    if (typeof value === "string") yield `${doubleQuoted(value)}${ending}`;
    return;
  }
  yield spaced(located, nearest);
  if (typeof value === "string") yield spaced(located, doubleQuoted(value));
}

/** A value that was absent needs a space after what stands before it. */
function spaced(located: Located, text: string): string {
  const before = located.source.text[located.start - 1] ?? " ";
  return located.start === located.end && !/\s/.test(before) ? ` ${text}` : text;
}

function isInFlow(root: Located, target: Target): boolean {
  let here: Located | undefined = root;
  for (const segment of target.path) {
    if (here === undefined || here.kind === "scalar") return false;
    if (here.flow) return true;
    here = here.kind === "map" ? here.entries.get(String(segment))?.value : here.items[Number(segment)];
  }
  return false;
}

/** Edits YAML or JSON that is the text of a value, and puts the new text in the value's place. */
export function editInside(
  text: string,
  open: Opened,
  steps: readonly Step[],
  target: Target,
  edit: (content: string) => EditResult,
): EditResult {
  const { located } = target;
  const outer = printed(steps.slice(0, steps.length - target.inside.length));
  const content = String(jsonOf(located));
  if (isRepeated(target))
    return refuse("invalid", "edit.ambiguous", `${outer} is written more than once in its mapping`);
  const inner = edit(content);
  if (!inner.ok) {
    const message =
      inner.refusal.code === "edit.syntax" ? "it is no YAML or JSON text" : inner.refusal.message;
    return { ok: false, refusal: { ...inner.refusal, message: `Inside ${outer}: ${message}` } };
  }
  if (inner.text === content) return unchanged(text, open.reading, located);
  return replaced(text, open, target, inner.text, inner.text);
}
