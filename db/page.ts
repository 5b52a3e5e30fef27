import { type PagedList, readCursor, writeCursor } from "@/lib/domain/cursor";
import { Fault } from "@/lib/ports/fault";
import type { Page, PageAsk } from "@/lib/ports/store/page";

const most = 200;

export const pageSize = ({ limit }: PageAsk): number => Math.min(Math.max(1, Math.trunc(limit)), most);

/** The sort key after which the page begins; null for the first page. */
export function pageStart(list: PagedList, { cursor }: PageAsk): readonly string[] | null {
  if (cursor === null || cursor === undefined) return null;
  const key = readCursor(list, cursor);
  if (key === null) throw new Fault(`not a cursor of the ${list} list`, { retryable: false });
  return key;
}

/** `rows` holds one more than the page when there is a next one. */
export function pageOf<Item>(
  list: PagedList,
  rows: readonly Item[],
  ask: PageAsk,
  total: number,
  keyOf: (item: Item) => readonly string[],
): Page<Item> {
  const items = rows.slice(0, pageSize(ask));
  const last = rows.length > items.length ? items.at(-1) : undefined;
  return { items, next: last === undefined ? null : writeCursor(list, keyOf(last)), total };
}
