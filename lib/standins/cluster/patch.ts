import { isJsonObject, type Json, type JsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";

/**
 * The object after a merge patch (RFC 7386); null when the patch was made for another version of it.
 * The status is changed through its subresource alone, and the rest never through it, as the API has it.
 */
export function mergePatch(
  object: Manifest,
  change: JsonObject,
  subresource: "status" | undefined,
): Manifest | null {
  const wanted = isJsonObject(change.metadata) ? change.metadata.resourceVersion : undefined;
  if (wanted !== undefined && wanted !== object.metadata.resourceVersion) return null;
  if (subresource === "status") {
    const status = merged(object.status, change.status === undefined ? {} : change.status);
    return { ...object, status: status ?? {} };
  }
  const { apiVersion: _a, kind: _k, status: _s, metadata, ...rest } = change;
  const described = isJsonObject(metadata)
    ? { labels: metadata.labels, annotations: metadata.annotations }
    : {};
  const kept = Object.entries(described).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return merged(object, { ...rest, metadata: Object.fromEntries(kept) }) as Manifest;
}

function merged(target: Json | undefined, change: Json): Json | undefined {
  if (!isJsonObject(change)) return change;
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(change)) {
    const next = value === null ? undefined : merged(result[key], value);
    if (next === undefined) delete result[key];
    else result[key] = next;
  }
  return result;
}
