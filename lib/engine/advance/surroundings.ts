import { type Actor, actorName } from "@/lib/domain/actor";
import type { Promotion } from "@/lib/ports/store/promotions";
import type { Ports } from "@/lib/ports/store/store";
import type { JobSurroundings } from "../jobs";

export type Surroundings = JobSurroundings & { fault: (error: unknown) => void };

/** Who acts when nobody asked. */
export const automation = { kind: "machine", name: "automation" } as const satisfies Actor;

/** The ledger line of what automation did to a promotion, in the transaction of it. */
export const automationLine = (
  tx: Ports,
  promotion: Pick<Promotion, "id" | "target" | "planDigest">,
  act: { action: string; reason: string | null; requestId: string },
  now: Date,
): Promise<unknown> =>
  tx.ledger.append(
    {
      actor: actorName(automation),
      via: "machine",
      action: act.action,
      object: promotion.id,
      environment: promotion.target,
      revision: promotion.planDigest,
      decision: "done",
      reason: act.reason,
      requestId: act.requestId,
      body: promotion.planDigest,
    },
    now,
  );

/** One that cannot be read now is told, and never keeps the others from moving. */
export async function each<T>(
  { fault }: Surroundings,
  all: readonly T[],
  act: (one: T) => Promise<unknown>,
): Promise<void> {
  for (const one of all) await act(one).catch(fault);
}
