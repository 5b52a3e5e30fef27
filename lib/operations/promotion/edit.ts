import { promotion as contract } from "@/lib/contract";
import { parseAddress } from "@/lib/domain/provenance/address";
import { decides, Refused, refuse } from "../definition";
import { draftLine } from "../provenance/line-edit";
import { makePlan } from "./make-plan";
import { editCase, openEdit } from "./open-edit";

/**
 * Opens an edit of one layer's line as a change: the same plan, gates, approvals and commit as a promotion. Only a line
 * that the value's own explanation names can be edited.
 */
export const edit = decides(
  contract.edit,
  ["desired", "renderer", "store", "repo"],
  (_ports, { application, environment }) => ({ scope: { application, environment }, object: null }),
  async (ports, ask, context) => {
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
      context.sha256,
    );
    if (!planned.ok) return new Refused(planned.refusal);
    const what = `Set ${drafted.field.path} of ${application} in ${environment}: ${ask.file}:${ask.line}`;
    return openEdit(await editCase(ports, planned, [], context), { what, planDigest, comment }, context);
  },
);
