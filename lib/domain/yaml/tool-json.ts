import { exactInteger, type Json } from "../json";
import { olderMeaning } from "../yaml-plain";
import { define, type Located } from "./located";

/** The value as `jsonOf`, but as Kubernetes' tools read a manifest or values file: with YAML's older spellings. */
export function toolJsonOf(located: Located): Json {
  if (located.kind === "list") return located.items.map(toolJsonOf);
  if (located.kind === "map") {
    const object: { [key: string]: Json } = {};
    for (const entry of located.entries.values()) define(object, entry.key, toolJsonOf(entry.value));
    return object;
  }
  const { source, start, end, style, value } = located;
  if (style !== "plain") return value;
  const older = olderMeaning(source.text.slice(start, end));
  // A tag that makes it a text (`!!str 0644`) leaves no number to read otherwise.
  if (typeof older === "boolean") return typeof value === "string" ? older : value;
  return older === undefined || typeof value === "string" ? value : exactInteger(older);
}
