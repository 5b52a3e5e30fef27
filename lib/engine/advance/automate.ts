import { mayPromoteItself } from "@/lib/domain/gate-automation";
import { evidenceOf } from "@/lib/operations/evidence";
import { openPromotions } from "@/lib/operations/open-promotions";
import { judge } from "@/lib/operations/promotion/case";
import { makePlan } from "@/lib/operations/promotion/make-plan";
import { openRequest } from "@/lib/operations/promotion/open-request";
import { releaseOf } from "@/lib/operations/release-of";
import { automation, automationLine, each, type Surroundings } from "./surroundings";

/** `on_success` asks by itself; the gates of the way still decide. */
export async function promoteByThemselves(surroundings: Surroundings): Promise<void> {
  const { ports, store, now, context } = surroundings;
  const state = await ports.desired.head();
  const open = await openPromotions(ports.store);
  await each(surroundings, state.fleet.declarations, async ({ application, environment, block }) => {
    const to = block.promotion?.on_success;
    if (to === undefined || open.some((p) => p.application === application && p.target === to)) return;
    const release = await releaseOf(state, application, environment, context.sha256);
    const evidence = await evidenceOf(ports.store, application);
    const hold = await holdOf(ports, application, to);
    const verdict = mayPromoteItself({
      fleet: state.fleet,
      application,
      environment,
      release: { key: release.key, version: release.version ?? "" },
      ...evidence,
      hold,
      now: now(),
    });
    if (verdict.kind === "no") return;
    const planned = await makePlan(
      ports.desired,
      { kind: "promotion", application, from: environment, to },
      context.sha256,
    );
    if (!planned.ok) return;
    const judged = await judge(
      ports,
      planned,
      {
        application,
        kind: "promotion",
        from: environment,
        to,
        state: "waiting",
        requestedBy: automation.name,
        added: [],
        approvals: [],
      },
      now(),
    );
    const id = context.newId("promotion");
    await store.write(async (tx) => {
      await openRequest(tx, {
        id,
        planned,
        judged,
        actor: automation,
        reason: verdict.because,
        restores: null,
        now: now(),
      });
      await automationLine(
        tx,
        { id, target: to, planDigest: planned.plan.digest },
        { action: "promotion.request", reason: verdict.because, requestId: context.requestId },
        now(),
      );
      await tx.news.publish(["promotions", "fleet", `application:${application}`, "audit"]);
    });
  });
}

/** A rollback holds automation into its target until a person promotes there again; so does somebody's no. */
async function holdOf(
  { store }: Surroundings["ports"],
  application: string,
  target: string,
): Promise<string | null> {
  const { items } = await store.promotions.list({ application, environment: target }, { limit: 20 });
  const last = items.find(
    (p) => p.target === target && ["done", "failed", "rejected", "withdrawn"].includes(p.state),
  );
  if (last?.kind === "rollback") return `${application} was rolled back in ${target}`;
  if (last && ["failed", "rejected", "withdrawn"].includes(last.state) && last.automatic)
    return `the last promotion to ${target} was ${last.state}`;
  return null;
}
