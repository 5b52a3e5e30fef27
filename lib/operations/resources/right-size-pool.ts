import { resources as contract } from "@/lib/contract";
import { decides, Refused, refuse, write } from "../definition";
import { openRequest } from "../promotion/open-request";
import { sentenceOf } from "../promotion/sentence-of";
import type { PoolSize } from "./pool-suggestion";
import { rightSizePoolCase } from "./right-size-pool-case";
import { usualWindow } from "./use";

/** Asks for the node pool that fits what ran: a change of files like any other, with the approvals of entering there. */
export const rightSizePool = decides(
  contract.rightSizePool,
  ["desired", "store", "repo", "live"],
  (_ports, { environment }) => ({ scope: { environment }, object: null }),
  async (ports, { environment, window = usualWindow, planDigest, comment }, context) => {
    const made = await rightSizePoolCase(ports, { environment, window }, context);
    if (!made.ok) return new Refused(made.refusal);
    const { planned, judged, needs, taken, suggestion } = made;
    const { plan } = planned;
    if (planDigest !== undefined && planDigest !== plan.digest)
      return refuse(
        "conflict",
        "plan.moved",
        "The plan changed since you looked; read it again before you ask.",
        { seen: planDigest, now: plan.digest },
      );
    if (taken) return new Refused(taken);
    if (needs.misconfigured) return new Refused(needs.misconfigured);
    const { actor, now, newId } = context;
    const id = newId("promotion");
    const what = `Right-size the node pool of ${environment} from ${poolText(suggestion.from)} to ${poolText(suggestion.to)}`;
    return write({
      object: id,
      revision: plan.digest,
      reason: what,
      topics: ["promotions", `promotion:${id}`, `environment:${environment}`, "fleet"],
      run: async (tx) => {
        const reason = comment === undefined ? what : `${what}: ${comment}`;
        const promotion = await openRequest(tx, { id, planned, judged, actor, reason, restores: null, now });
        return {
          id: promotion.id,
          digest: plan.digest,
          state: promotion.state,
          sentence: sentenceOf(promotion, judged.verdict, null),
        };
      },
    });
  },
);

const poolText = ({ instanceType, min, max }: PoolSize): string => `${min} to ${max} ${instanceType}`;
