import type { Problem } from "../problem";
import { type Entry, jsonOf, type Located, type LocatedMap } from "./located";
import { placeAt, type YamlSource } from "./source";

type Repeats = { source: YamlSource; problems: Problem[] };

/** Both writings of one key: maps are joined, anything else must agree. */
export function repeated(first: Entry, second: Entry, context: Repeats): Entry {
  const { source } = context;
  const lines = [first.keyStart, ...first.repeats, second.keyStart].map((offset) => placeAt(source, offset));
  const where = lines.map((p) => p.line).join(" and ");
  const joined = first.value.kind === "map" && second.value.kind === "map";
  const message = joined
    ? `"${first.key}" appears on lines ${where}; their keys are merged`
    : `"${first.key}" appears on lines ${where}`;
  context.problems.push({
    code: "yaml.duplicate-key",
    severity: "warning",
    message,
    hint: joined ? "Write one block with all its keys" : "Keep one of them",
    ...placeAt(source, second.keyStart),
    related: lines.slice(0, -1),
  });
  const repeats = [...first.repeats, second.keyStart];
  if (first.value.kind === "map" && second.value.kind === "map") {
    return { ...first, value: join(first.value, second.value, context), repeats };
  }
  if (text(first.value) !== text(second.value)) {
    context.problems.push({
      code: "yaml.duplicate-conflict",
      severity: "error",
      message: `"${first.key}" has two different values, on lines ${where}; the first is used`,
      hint: "Keep one of them: tools disagree about which one wins",
      ...placeAt(source, second.value.start),
      related: [placeAt(source, first.value.start)],
    });
  }
  return { ...first, repeats };
}

function join(first: LocatedMap, second: LocatedMap, context: Repeats): LocatedMap {
  const entries = new Map(first.entries);
  for (const entry of second.entries.values()) {
    const before = entries.get(entry.key);
    entries.set(entry.key, before ? repeated(before, entry, context) : entry);
  }
  return { ...first, entries, size: first.size + second.size };
}

const text = (located: Located): string =>
  JSON.stringify(jsonOf(located), (_key, value) => (typeof value === "bigint" ? `${value}n` : value));
