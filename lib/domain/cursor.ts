/** Each list that is read in pages, with the shape of every part of its sort key. */
const keys = {
  promotion: [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, /^[\w-]{1,80}$/],
  ledger: [/^\d{1,15}$/],
} as const;
export type PagedList = keyof typeof keys;

/**
 * A keyset cursor: the sort key of the last item shown, opaque to the reader.
 * `list` names the list it belongs to, so that a cursor of another list is not taken for one of this.
 */
export const writeCursor = (list: PagedList, key: readonly string[]): string =>
  btoa(JSON.stringify([list, ...key]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/** The sort key, or null when the text is no cursor that this list ever gave out. */
export function readCursor(list: PagedList, text: string): readonly string[] | null {
  try {
    const read: unknown = JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/")));
    if (!Array.isArray(read) || !read.every((part) => typeof part === "string")) return null;
    const [name, ...key] = read;
    const shapes = keys[list];
    return name === list &&
      key.length === shapes.length &&
      shapes.every((shape, n) => shape.test(key[n] ?? ""))
      ? key
      : null;
  } catch {
    return null;
  }
}
