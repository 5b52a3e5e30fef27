/** An id the caller made with `newId`; left out, the store makes one. */
export type OwnId = { id?: string | undefined };

/** At most 200 items; `cursor` is the `next` of the page before, null for the first. */
export type PageAsk = { cursor?: string | null | undefined; limit: number };

/** `next` is null on the last page; `total` counts what the filter lets through, on every page. */
export type Page<Item> = { items: readonly Item[]; next: string | null; total: number };
