import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Problem } from "../problem";
import type { Entry, Located, LocatedScalar, YamlScalar } from "./located";
import type { YamlLimits } from "./parse";
import { repeated } from "./repeated";
import { placeAt, type YamlSource } from "./source";

type Context = {
  source: YamlSource;
  limits: YamlLimits;
  problems: Problem[];
  /** The value an anchor stands for, from its definition on; null while it is still being read. */
  anchors: Map<string, Located | null>;
  /** Nodes that aliases added so far, were they expanded. */
  aliasNodes: number;
};

/** Turns a composed YAML node into plain located data; limits and repeated keys become problems. */
export function locate(node: Node, source: YamlSource, limits: YamlLimits, problems: Problem[]): Located {
  return visit(node, { source, limits, problems, anchors: new Map(), aliasNodes: 0 }, 0);
}

function visit(node: Node | null, context: Context, depth: number): Located {
  if (node === null) return absentAt(0, 0, context);
  const start = node.range?.[0] ?? 0;
  const end = node.range?.[1] ?? start;
  if (isScalar(node)) {
    if (start === end && node.type === "PLAIN") return absentAfter(node, start, context);
    const style = styles[node.type ?? "PLAIN"] ?? "plain";
    const located: Located = {
      source: context.source,
      start,
      end,
      size: 1,
      kind: "scalar",
      value: scalarValue(node),
      style,
    };
    if (node.anchor) context.anchors.set(node.anchor, located);
    return located;
  }
  if (depth > context.limits.depth) {
    report(context, "yaml.too-deep", `The file nests deeper than ${context.limits.depth} levels`, start);
    return absentAt(start, end, context);
  }
  if (isAlias(node)) return aliased(node.source, absentAt(start, end, context), context);
  if (!isMap(node) && !isSeq(node)) return absentAt(start, end, context);
  if (node.anchor) context.anchors.set(node.anchor, null);
  const located = isMap(node)
    ? mapping(node, start, end, context, depth)
    : listing(node, start, end, context, depth);
  if (node.anchor) context.anchors.set(node.anchor, located);
  return located;
}

/** A value that is not written lies right behind the ":" or "-" (or anchor) that announces it. */
function absentAfter(node: Scalar, offset: number, context: Context): Located {
  const before = context.source.text.slice(0, offset).trimEnd().length;
  const located = absentAt(before, before, context);
  if (node.anchor) context.anchors.set(node.anchor, located);
  return located;
}

const absentAt = (start: number, end: number, context: Context): LocatedScalar => ({
  source: context.source,
  start,
  end,
  size: 1,
  kind: "scalar",
  value: null,
  style: "absent",
});

function aliased(name: string, here: LocatedScalar, context: Context): Located {
  const target = context.anchors.get(name);
  if (target === undefined) return { ...here, alias: name };
  if (target === null) {
    report(context, "yaml.alias", `*${name} contains itself`, here.start);
    return { ...here, alias: name };
  }
  context.aliasNodes += target.size;
  if (context.aliasNodes > context.limits.aliasNodes) {
    const known = context.problems.some(
      (p) => p.code === "yaml.alias-bomb" && p.file === context.source.file,
    );
    if (!known)
      report(
        context,
        "yaml.alias-bomb",
        `Aliases expand to more than ${context.limits.aliasNodes} values`,
        here.start,
      );
    return { ...here, alias: name };
  }
  return { ...target, start: here.start, end: here.end, alias: name };
}

function listing(
  list: YAMLSeq<unknown>,
  start: number,
  end: number,
  context: Context,
  depth: number,
): Located {
  const items = list.items.map((item) => visit(item as Node | null, context, depth + 1));
  const size = items.reduce((sum, item) => sum + item.size, 1);
  return { source: context.source, start, end, size, kind: "list", flow: list.flow === true, items };
}

const styles: Readonly<Record<string, LocatedScalar["style"]>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

function scalarValue(node: Scalar): YamlScalar {
  const { value } = node;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string")
    return value;
  // Tagged values such as !!timestamp or !!binary have no JSON form: their text stands for them.
  return node.source ?? String(value);
}

function mapping(
  map: YAMLMap<unknown, unknown>,
  start: number,
  end: number,
  context: Context,
  depth: number,
): Located {
  const entries = new Map<string, Entry>();
  const merges: Located[] = [];
  let mergeEnd = 0;
  for (const pair of map.items as Pair<Node | null, Node | null>[]) {
    const value = visit(pair.value, context, depth + 1);
    if (isMergeKey(pair.key)) {
      merges.push(...(value.kind === "list" ? value.items : [value]));
      mergeEnd = Math.max(mergeEnd, value.end);
      continue;
    }
    const keyStart = pair.key?.range?.[0] ?? start;
    if (pair.key !== null && !isScalar(pair.key)) {
      report(context, "yaml.key", "A mapping key must be plain text", keyStart);
      continue;
    }
    const key = pair.key === null ? "" : String(pair.key.value ?? "");
    const keyEnd = pair.key?.range?.[1] ?? keyStart;
    const entry: Entry = { key, keyStart, keyEnd, value, merged: false, repeats: [] };
    const before = entries.get(key);
    entries.set(key, before ? repeated(before, entry, context) : entry);
  }
  // YAML merge: own keys win, earlier merged maps win over later ones.
  for (const merged of merges) {
    if (merged.kind !== "map") continue;
    for (const entry of merged.entries.values())
      if (!entries.has(entry.key)) entries.set(entry.key, { ...entry, merged: true });
  }
  let size = 1;
  for (const entry of entries.values()) size += entry.value.size;
  return {
    source: context.source,
    start,
    end,
    size,
    kind: "map",
    flow: map.flow === true,
    entries,
    mergeEnd,
  };
}

// With `merge: true` the library gives a plain `<<` this symbol for a value; older tags keep the text.
const isMergeKey = (key: Node | null): boolean =>
  isScalar(key) &&
  (typeof key.value === "symbol" ||
    (key.value === "<<" && key.type === "PLAIN") ||
    key.tag === "tag:yaml.org,2002:merge");

function report(context: Context, code: Problem["code"], message: string, offset: number): void {
  context.problems.push({ code, severity: "error", message, ...placeAt(context.source, offset) });
}
