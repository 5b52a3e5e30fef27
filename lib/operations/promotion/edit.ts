import { promotion as contract } from "@/lib/contract";
import { approvalNeeds } from "@/lib/domain/approval-needs";
import { parseAddress } from "@/lib/domain/provenance/address";
import { decides, Refused, refuse, write } from "../definition";
import { openPromotions } from "../open-promotions";
import { draftLine } from "../provenance/line-edit";
import { judge } from "./case";
import { makePlan } from "./make-plan";
import { openRequest } from "./open-request";
import { sentenceOf } from "./sentence-of";

/**
 * Opens an edit of one layer's line as a change: the same plan, gates, approvals and commit as a promotion. Only a line
 * that the value's own explanation names can be edited.
 */
export const edit = decides(
  contract.edit,
  ["desired", "renderer", "store", "repo"],
  (_ports, { application, environment }) => ({ scope: { application, environment }, object: null }),
  async (ports, ask, { actor, now, sha256, newId }) => {
    const { application, environment, planDigest, comment } = ask;
    if (parseAddress(ask.path).object === null)
      return refuse(
        "invalid",
        "edit.declared",
        "What is declared is changed in its own file; the console opens changes of what is rendered.",
      );
    const drafted = await draftLine(ports, await ports.desired.head(), ask);
    if (drafted instanceof Refused) return drafted;
    const planned = await makePlan(
      ports.desired,
      { kind: "edit", application, from: null, to: environment, edits: [drafted.edit] },
      sha256,
    );
    if (!planned.ok) return new Refused(planned.refusal);
    const { plan, state } = planned;
    if (planDigest !== undefined && planDigest !== plan.digest)
      return refuse(
        "conflict",
        "plan.moved",
        "The plan changed since you looked; read it again before you ask.",
        { seen: planDigest, now: plan.digest },
      );
    // A newer request takes the place of a waiting one; an edit of a value must not do that to a release.
    const open = (await openPromotions(ports.store)).some(
      (p) => p.application === application && p.target === environment,
    );
    if (open)
      return refuse(
        "conflict",
        "promotion.open",
        `A change of ${application} to ${environment} is asked for already; decide it first.`,
      );
    const requestedBy = actor.kind === "person" ? actor.id : "";
    const judged = await judge(
      ports,
      planned,
      {
        application,
        kind: "edit",
        from: null,
        to: environment,
        state: "waiting",
        requestedBy,
        added: [],
        approvals: [],
      },
      now,
    );
    const needs = approvalNeeds(state.fleet, application, judged.route, []);
    if (needs.misconfigured) return new Refused(needs.misconfigured);
    const id = newId("promotion");
    const what = `Set ${drafted.field.path} of ${application} in ${environment}: ${ask.file}:${ask.line}`;
    return write({
      object: id,
      revision: plan.digest,
      reason: what,
      topics: ["promotions", `promotion:${id}`, `application:${application}`, "fleet"],
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
