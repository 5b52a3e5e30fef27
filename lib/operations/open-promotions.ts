import type { Promotion } from "@/lib/ports/store/promotions";
import type { Reads } from "@/lib/ports/store/store";

/** Waiting and running promotions of the whole fleet, newest first. */
export async function openPromotions(store: Reads): Promise<readonly Promotion[]> {
  const all: Promotion[] = [];
  let cursor: string | null = null;
  do {
    const page = await store.promotions.list({ states: ["waiting", "running"] }, { cursor, limit: 200 });
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return all;
}

/** Teams whose yes an open promotion still misses: what an inbox and a matrix arrow count. */
export async function missingTeams(
  store: Reads,
  promotions: readonly Promotion[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const waiting = promotions.filter((promotion) => promotion.state === "waiting");
  const approvals = await store.approvals.ofMany(waiting.map((promotion) => promotion.id));
  return new Map(
    waiting.map((promotion) => [
      promotion.id,
      promotion.requiredTeams.filter(
        (team) =>
          !approvals.some(
            (a) =>
              a.promotion === promotion.id && a.team === team && a.yes && a.digest === promotion.planDigest,
          ),
      ),
    ]),
  );
}
