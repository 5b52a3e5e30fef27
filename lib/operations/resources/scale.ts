import { resources as contract } from "@/lib/contract";
import { decides, Refused, refuse, write } from "../definition";
import { openRequest } from "../promotion/open-request";
import { sentenceOf } from "../promotion/sentence-of";
import { scaleCase } from "./scale-case";

/** Asks for another size of a node pool: a change of files like any other, with the approvals of entering there. */
export const scale = decides(
  contract.scale,
  ["desired", "store", "repo"],
  (_ports, { environment }) => ({ scope: { environment }, object: null }),
  async (ports, { environment, nodes, planDigest, comment }, context) => {
    const made = await scaleCase(ports, { environment, nodes }, context);
    if (!made.ok) return new Refused(made.refusal);
    const { planned, judged, needs, edit, taken } = made;
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
    const what = `Scale the node pool of ${environment} from ${edit.from} to ${nodes}`;
    return write({
      object: id,
      revision: plan.digest,
      reason: what,
      topics: ["promotions", `promotion:${id}`, `environment:${environment}`, "fleet"],
      run: async (tx) => {
        const promotion = await openRequest(tx, {
          id,
          planned,
          judged,
          actor,
          reason: comment === undefined ? what : `${what}: ${comment}`,
          restores: null,
          now,
        });
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
