import type { Ports, Target } from "../definition";

/** The permission of an act on a promotion is checked on the stored promotion's application and target. */
export async function promotionTarget(
  { store }: Pick<Ports, "store">,
  { id }: { id: string },
): Promise<Target> {
  const promotion = await store.promotions.get(id);
  return promotion
    ? {
        scope: {
          application: promotion.application,
          environment: promotion.target,
          approvers: promotion.requiredTeams,
        },
        object: id,
      }
    : null;
}
