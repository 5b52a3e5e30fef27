import type { LiveRow } from "@/lib/contract/environment-diff";
import { shownValue } from "./shown-value";

/** What runs on the right side, in words; of a row at `path`. Shorter than `limit` letters a value. */
export function liveText(row: LiveRow, path: string, limit: number): string {
  const more = row.more > 0 ? ` and ${row.more} more ${row.more === 1 ? "field" : "fields"}` : "";
  switch (row.kind) {
    case "declared":
      return "as declared";
    case "absent":
      return "not there";
    case "unneeded":
      return "it runs, although Git does not declare it";
    case "unknown":
      return "unknown";
    case "other": {
      const value = shownValue(row.value, null, limit);
      const text = value.kind === "absent" ? "not there" : value.text;
      return `${row.path === path ? "" : `${row.path}: `}${text}${more}`;
    }
  }
}
