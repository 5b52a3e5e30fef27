import type { Json, JsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { isSecretMark } from "@/lib/domain/secret";
import { asObject } from "./status";

/** Managers are the server's to write. In a dry-run a masked Secret value travels as bytes, as the API wants it. */
export function applyBody(object: Manifest): JsonObject {
  const { managedFields: _, ...metadata } = object.metadata;
  const data = asObject(object.data);
  if (object.kind !== "Secret" || !data) return { ...object, metadata };
  const bytes = Object.entries(data).map(([key, value]): [string, Json] => [
    key,
    isSecretMark(value) ? Buffer.from(String(value)).toString("base64") : value,
  ]);
  return { ...object, metadata, data: Object.fromEntries(bytes) };
}
