import { audit } from "@/lib/contract";
import { answers } from "../definition";

export const list = answers(audit.list, ["store"], async ({ store }, { cursor, limit, ...filter }, { now }) => {
  const page = await store.ledger.list(filter, { cursor, limit });
  const people = new Map(
    (await store.people.many([...new Set(page.items.map((entry) => entry.actor))])).map((person) => [person.id, person.name]),
  );
  return {
    items: page.items.map(({ at, actor, bodyHash: _b, prev: _p, fleet: _f, revision: _r, ...entry }) => ({
      ...entry,
      actor: people.get(actor) ?? actor,
      at: at.toISOString(),
    })),
    next: page.next,
    total: page.total,
    asOf: now.toISOString(),
  };
});
