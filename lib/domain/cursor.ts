/**
 * A keyset cursor: the sort key of the last item shown, opaque to the reader.
 * `list` names the list it belongs to, so that a cursor of another list is not taken for one of this.
 */
export const writeCursor = (list: string, key: readonly string[]): string =>
  btoa(JSON.stringify([list, ...key]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/** The sort key, or null when the text is no cursor of that list. */
export function readCursor(list: string, text: string): readonly string[] | null {
  try {
    const read: unknown = JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/")));
    if (!Array.isArray(read) || !read.every((part) => typeof part === "string")) return null;
    const [name, ...key] = read;
    return name === list ? key : null;
  } catch {
    return null;
  }
}
