import { resources as contract } from "@/lib/contract";
import { counted } from "@/lib/domain/promotion/sentence";
import { decides, Refused, refuse, write } from "../definition";
import { openRequest } from "../promotion/open-request";
import { sentenceOf } from "../promotion/sentence-of";
import { rightSizeCase } from "./right-size-case";
import { usualWindow } from "./use";

/** Asks for the requests that fit what was used: a change of files like any other, with the approvals of entering there. */
export const rightSize = decides(
  contract.rightSize,
  ["desired", "store", "repo", "renderer"],
  (_ports, { application, environment }) => ({ scope: { application, environment }, object: null }),
  async (
    ports,
    { environment, application, workload, window = usualWindow, planDigest, comment },
    context,
  ) => {
    const made = await rightSizeCase(ports, { environment, application, workload, window }, context);
    if (!made.ok) return new Refused(made.refusal);
    const { planned, judged, needs, taken, suggestions } = made;
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
    const what = `Right-size ${workload ?? application} in ${environment}: ${counted(suggestions.length, "request")} to fit ${window} of use`;
    return write({
      object: id,
      revision: plan.digest,
      reason: what,
      topics: [
        "promotions",
        `promotion:${id}`,
        `application:${application}`,
        `environment:${environment}`,
        "fleet",
      ],
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
