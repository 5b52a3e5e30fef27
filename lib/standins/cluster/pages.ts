import type { Manifest } from "@/lib/domain/manifest";
import type { ListAsk, ListPage } from "@/lib/ports/cluster";

const KEPT_LISTS = 64;
const PAGE = 500;

/** Lists that hold still while they are paged; the oldest are forgotten, as a real server forgets them. */
export class Pages {
  readonly #lists = new Map<string, { items: readonly Manifest[]; revision: number }>();
  #made = 0;

  page(ask: ListAsk, all: () => readonly Manifest[], revision: number): ListPage {
    const [id, at] = ask.continue === undefined ? [null, 0] : place(ask.continue);
    const list = id === null ? { items: all(), revision } : this.#lists.get(id);
    if (!list)
      return {
        kind: "expired",
        message: "The provided continue parameter is too old to display a consistent list",
      };
    const end = at + (ask.limit ?? PAGE);
    const more = end < list.items.length;
    return {
      kind: "page",
      items: list.items.slice(at, end),
      continue: more ? `${id ?? this.#keep(list)}.${end}` : null,
      remaining: more ? list.items.length - end : null,
      resourceVersion: String(list.revision),
    };
  }

  forget(): void {
    this.#lists.clear();
  }

  #keep(list: { items: readonly Manifest[]; revision: number }): string {
    this.#made += 1;
    const id = `list-${this.#made}`;
    this.#lists.set(id, list);
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > KEPT_LISTS && oldest !== undefined) this.#lists.delete(oldest);
    return id;
  }
}

function place(token: string): [string, number] {
  const [id = "", at = "0"] = token.split(".");
  return [id, Number(at)];
}
