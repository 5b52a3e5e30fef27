import { audit } from "@/lib/contract";
import { answers } from "../definition";

export const list = answers(
  audit.list,
  ["store"],
  async ({ store }, { cursor, limit, actor: named, ...filter }, { now }) => {
    // People are asked for by the name they are shown with; the ledger knows them by id.
    const person =
      named === undefined ? undefined : (await store.people.list()).find((one) => one.name === named);
    const page = await store.ledger.list({ ...filter, actor: person?.id ?? named }, { cursor, limit });
    const people = new Map(
      (await store.people.many([...new Set(page.items.map((entry) => entry.actor))])).map((person) => [
        person.id,
        person.name,
      ]),
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
  },
);
