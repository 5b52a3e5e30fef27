import { isJsonObject, parseJson, stringifyJson } from "@/lib/domain/json";
import type { Rendered } from "@/lib/ports/renderer";

/** A render as text for the cache; integers beyond 2^53 keep their digits. */
export const packRender = (rendered: Rendered): string => stringifyJson({ ...rendered });

/** Null for text that is no render of this key: then it is made again. */
export function unpackRender(text: string, key: string): Rendered | null {
  try {
    const value = parseJson(text);
    // What we wrote under this key has this shape; anything else fails here or has another key.
    return isJsonObject(value) && value.key === key && Array.isArray(value.objects)
      ? (value as unknown as Rendered)
      : null;
  } catch {
    return null;
  }
}
