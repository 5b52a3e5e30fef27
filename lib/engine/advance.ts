import { type Actor, actorName } from "@/lib/domain/actor";
import { mayPromoteItself } from "@/lib/domain/gate-automation";
import { requestExpiresAt } from "@/lib/domain/promotion";
import { evidenceOf } from "@/lib/operations/evidence";
import { openPromotions } from "@/lib/operations/open-promotions";
import { judge } from "@/lib/operations/promotion/case";
import { jobKey, jobKind } from "@/lib/operations/promotion/job-key";
import { makePlan } from "@/lib/operations/promotion/make-plan";
import { openRequest } from "@/lib/operations/promotion/open-request";
import { askOf, planText, review } from "@/lib/operations/promotion/review";
import { releaseOf } from "@/lib/operations/release-of";
import { situationOf } from "@/lib/operations/situation";
import type { Promotion } from "@/lib/ports/store/promotions";
import type { JobSurroundings } from "./jobs";

export type Advance = {
  /** One look at everything; a round that runs already is joined by one more. */
  round: () => Promise<void>;
  poke: () => void;
  close: () => Promise<void>;
};

type Surroundings = JobSurroundings & { fault: (error: unknown) => void };

/**
 * What happens by itself: releases that finished rolling out are noted, verified ones move on where `on_success` says
 * so, plans that moved are made anew, and a waiting promotion starts in the moment its last gate opens. Every round
 * looks at the state as it is, so a missed round loses nothing.
 */
export function startAdvance(
  surroundings: () => JobSurroundings,
  options: { everyMs: number | null; poked: () => void; fault: (error: unknown) => void },
): Advance {
  let closed = false;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function once(): Promise<void> {
    const now = { ...surroundings(), fault: options.fault };
    await observe(now);
    await promoteByThemselves(now);
    if (await advanceWaiting(now)) options.poked();
  }

  function round(): Promise<void> {
    if (closed) return Promise.resolve();
    if (!running) {
      running = once().finally(() => {
        running = null;
      });
      return running;
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return round();
      });
    return next;
  }

  const poke = (): void => void round().catch(options.fault);
  const timer = options.everyMs === null ? null : setInterval(poke, options.everyMs);
  return {
    round,
    poke,
    async close() {
      closed = true;
      if (timer) clearInterval(timer);
      await running?.catch(() => undefined);
    },
  };
}

/** One that cannot be read now is told, and never keeps the others from moving. */
async function each<T>(
  { fault }: Surroundings,
  all: readonly T[],
  act: (one: T) => Promise<unknown>,
): Promise<void> {
  for (const one of all) await act(one).catch(fault);
}

/** Notes what runs where since when: all placements of an environment run the declared release, healthy and answering. */
async function observe(surroundings: Surroundings): Promise<void> {
  const { ports, store, now, context } = surroundings;
  const state = await ports.desired.head();
  const known = await ports.store.releases.running();
  await each(surroundings, state.fleet.declarations, async ({ application, environment }) => {
    const placements = state.fleet.placements.filter(
      (p) => p.application === application && p.environment === environment,
    );
    const situations = await Promise.all(
      placements.map((placement) => situationOf(state, ports.live, placement)),
    );
    const release = await releaseOf(state, application, environment, context.sha256);
    const settled =
      situations.length > 0 &&
      situations.every(
        (s) =>
          s.staleSince === null &&
          s.broken === null &&
          s.health.kind === "healthy" &&
          s.running === release.version,
      );
    const run = known.find((r) => r.application === application && r.environment === environment);
    if (!settled || (run?.release === release.key && run.verifiedAt !== null)) return;
    await store.write(async (tx) => {
      await tx.releases.started(
        {
          application,
          environment,
          release: release.key,
          version: release.version ?? "",
          commit: state.commit?.sha ?? null,
          promotion: null,
        },
        now(),
      );
      await tx.releases.verified({ application, environment, release: release.key }, now());
      await tx.news.publish(["fleet", `application:${application}`, `environment:${environment}`]);
    });
  });
}

const automation = { kind: "machine", name: "automation" } as const satisfies Actor;

/** `on_success` asks by itself; the gates of the way still decide. */
async function promoteByThemselves(surroundings: Surroundings): Promise<void> {
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
      await tx.ledger.append(
        {
          actor: automation.name,
          via: "machine",
          action: "promotion.request",
          object: id,
          environment: to,
          revision: planned.plan.digest,
          decision: "done",
          reason: verdict.because,
          requestId: context.requestId,
          body: planned.plan.digest,
        },
        now(),
      );
      await tx.news.publish(["promotions", "fleet", `application:${application}`]);
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

async function advanceWaiting(now: Surroundings): Promise<boolean> {
  const open = await openPromotions(now.ports.store);
  let started = false;
  const waiting = open.filter((p) => p.state === "waiting");
  await each(now, waiting, async (promotion) => {
    if (await expired(now, promotion)) return;
    started = (await advanceOne(now, promotion)) || started;
  });
  return started;
}

async function expired({ store, now }: Surroundings, promotion: Promotion): Promise<boolean> {
  if (now() < requestExpiresAt(promotion.requestedAt)) return false;
  await store.write(async (tx) => {
    const moved = await tx.promotions.move(
      promotion.id,
      promotion.version,
      { to: "failed", outcome: "Nobody decided within 7 days." },
      now(),
    );
    if (moved.kind !== "moved") return;
    await tx.timeline.add(
      {
        promotion: promotion.id,
        kind: "expired",
        actor: "orchestr8",
        text: "expired: nobody decided within 7 days",
      },
      now(),
    );
    await tx.news.publish(["promotions", `promotion:${promotion.id}`]);
  });
  return true;
}

/** Somebody else's change brought the same release first: nothing is left to do, and nobody should wait for it. */
async function closeOvertaken(store: Surroundings["store"], promotion: Promotion, now: Date): Promise<void> {
  await store.write(async (tx) => {
    const outcome = `${promotion.toVersion ?? "The same release"} came to ${promotion.target} by another change.`;
    const moved = await tx.promotions.move(
      promotion.id,
      promotion.version,
      { to: "superseded", outcome },
      now,
    );
    if (moved.kind !== "moved") return;
    await tx.timeline.add(
      {
        promotion: promotion.id,
        kind: "superseded",
        actor: "orchestr8",
        text: "was overtaken",
        detail: outcome,
      },
      now,
    );
    await tx.news.publish(["promotions", "fleet", `promotion:${promotion.id}`]);
  });
}

async function advanceOne(
  { ports, store, now, context }: Surroundings,
  promotion: Promotion,
): Promise<boolean> {
  const { planned, judged, moved } = await review(ports, promotion, context.sha256, now());
  if (!planned.ok && planned.refusal.code === "plan.empty") await closeOvertaken(store, promotion, now());
  if (!planned.ok || !judged) return false;
  if (moved.length > 0) {
    const asked = await askOf(ports, promotion);
    const restores = asked.kind === "edit" ? null : (asked.commit ?? null);
    await store.write(async (tx) => {
      const made = await tx.promotions.replan(
        promotion.id,
        promotion.version,
        {
          planDigest: planned.plan.digest,
          plan: planText(planned.plan, restores),
          baseCommit: planned.state.commit?.sha ?? "",
          fromVersion: planned.plan.fromVersion,
          toVersion: planned.plan.toVersion,
          requiredTeams: [...new Set([...promotion.requiredTeams, ...judged.teams])],
        },
        now(),
      );
      if (made.kind !== "moved") return;
      await tx.timeline.add(
        {
          promotion: promotion.id,
          kind: "replanned",
          actor: "orchestr8",
          text: "made the plan anew; earlier approvals do not count for it",
          detail: moved.join(" "),
        },
        now(),
      );
      await tx.news.publish(["promotions", `promotion:${promotion.id}`]);
    });
    return false;
  }
  if (!judged.verdict.ready) return false;
  return store.write(async (tx) => {
    const result = await tx.promotions.move(promotion.id, promotion.version, { to: "running" }, now());
    if (result.kind !== "moved") return false;
    const added = await tx.jobs.add(
      { kind: jobKind, key: jobKey(promotion.id), payload: { promotion: promotion.id } },
      now(),
    );
    if (!added.added) await tx.jobs.again(jobKey(promotion.id), now());
    await tx.timeline.add(
      {
        promotion: promotion.id,
        kind: "started",
        actor: actorName(automation),
        text: "every gate passed; delivery started",
      },
      now(),
    );
    await tx.news.publish([
      "promotions",
      "fleet",
      `promotion:${promotion.id}`,
      `application:${promotion.application}`,
    ]);
    return true;
  });
}
