import { promotion as contract } from "@/lib/contract";
import { parseAddress } from "@/lib/domain/provenance/address";
import { decides, Refused } from "../definition";
import { draftLine } from "../provenance/line-edit";
import { declaredReach, guardsFrom } from "./declared-edit";
import { makePlan } from "./make-plan";
import { editCase, openEdit } from "./open-edit";
import { releaseEdit } from "./release-guard";

/**
 * Opens an edit of one layer's line as a change: the same plan, gates, approvals and commit as a promotion. Only a line
 * that the value's own explanation names can be edited, and none of a release, but in an application's first
 * environment: a release goes by a promotion. One of a declaration needs the guards of every way that its
 * block governs.
 */
export const edit = decides(
  contract.edit,
  ["desired", "renderer", "store", "repo"],
  (_ports, { application, environment }) => ({ scope: { application, environment }, object: null }),
  async (ports, ask, context) => {
    const { application, environment, planDigest, comment } = ask;
    const state = await ports.desired.head();
    const drafted = await draftLine(ports, state, ask);
    if (drafted instanceof Refused) return drafted;
    const release = await releaseEdit(state, ask, drafted.candidate.place, context.sha256);
    if (release) return new Refused(release);
    const declared = parseAddress(ask.path).object === null;
    if (declared) {
      const stopped = await declaredReach(ports.desired, state, drafted.draft, ask);
      if (stopped) return new Refused(stopped);
    }
    const planned = await makePlan(
      ports.desired,
      { kind: "edit", application, from: null, to: environment, edits: [drafted.edit] },
      context.sha256,
    );
    if (!planned.ok) return new Refused(planned.refusal);
    const what = `Set ${drafted.field.path} of ${application} in ${environment}: ${ask.file}:${ask.line}`;
    const added = declared ? guardsFrom(planned.state.fleet, application, environment) : [];
    return openEdit(await editCase(ports, planned, added, context), { what, planDigest, comment }, context);
  },
);
