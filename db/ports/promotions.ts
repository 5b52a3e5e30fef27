import { and, asc, count, desc, eq, inArray, not, or, type SQL, sql } from "drizzle-orm";
import { mayBecome, openStates, type PromotionState } from "@/lib/domain/promotion-state";
import type { Moved, Promotion, PromotionFilter, Promotions } from "@/lib/ports/store/promotions";
import { pageOf, pageSize, pageStart } from "../page";
import { promotion, promotionPlan } from "../schema/promotion";
import { first, given, holdName, makeId, only, type Scope } from "../scope";
import { hiddenPromotion } from "./hidden";

const listName = "promotion";
const waiting: PromotionState = "waiting";

export const promotionsOf = (scope: Scope): Promotions => {
  const { db, fleet } = scope;
  const find = async (where: SQL | undefined): Promise<Promotion[]> => {
    const rows = await db
      .select()
      .from(promotion)
      .where(and(eq(promotion.fleet, fleet), where))
      .orderBy(desc(promotion.requestedAt), desc(promotion.id));
    return rows.map(toPromotion);
  };
  const inState = (of: Pick<Promotion, "application" | "target">, states: readonly PromotionState[]) =>
    find(
      and(
        eq(promotion.application, of.application),
        eq(promotion.target, of.target),
        inArray(promotion.state, [...states]),
      ),
    );
  const get = async (id: string): Promise<Promotion | null> => first(await find(eq(promotion.id, id)));

  /** Writes only on the version the caller saw; every change raises it. */
  const change = async (
    id: string,
    version: number,
    values: Partial<typeof promotion.$inferInsert>,
  ): Promise<Promotion | null> => {
    const rows = await db
      .update(promotion)
      .set({ ...values, version: sql`${promotion.version} + 1` })
      .where(and(eq(promotion.fleet, fleet), eq(promotion.id, id), eq(promotion.version, version)))
      .returning();
    return first(rows.map(toPromotion));
  };

  const keepPlan = (id: string, plan: { planDigest: string; plan: string; baseCommit: string }, now: Date) =>
    db
      .insert(promotionPlan)
      .values({
        fleet,
        promotion: id,
        digest: plan.planDigest,
        text: plan.plan,
        baseCommit: plan.baseCommit,
        at: now,
      })
      .onConflictDoNothing();

  const planColumns = {
    digest: promotionPlan.digest,
    baseCommit: promotionPlan.baseCommit,
    at: promotionPlan.at,
  };
  const plansOf = (id: string) => and(eq(promotionPlan.fleet, fleet), eq(promotionPlan.promotion, id));

  return {
    get,
    async plan(id, digest) {
      const rows = await db
        .select({ ...planColumns, text: promotionPlan.text })
        .from(promotionPlan)
        .where(and(plansOf(id), eq(promotionPlan.digest, digest)));
      return first(rows);
    },
    plans: (id) =>
      db.select(planColumns).from(promotionPlan).where(plansOf(id)).orderBy(asc(promotionPlan.at)),
    open: (application, target) => inState({ application, target }, openStates),

    async list(filter, ask) {
      const wanted = filtered(fleet, filter);
      const start = pageStart(listName, ask);
      const after =
        start && sql`(${promotion.requestedAt}, ${promotion.id}) < (${start[0]}::timestamptz, ${start[1]})`;
      const rows = await db
        .select()
        .from(promotion)
        .where(and(wanted, after ?? undefined))
        .orderBy(desc(promotion.requestedAt), desc(promotion.id))
        .limit(pageSize(ask) + 1);
      const [total] = await db.select({ n: count() }).from(promotion).where(wanted);
      return pageOf(listName, rows.map(toPromotion), ask, total?.n ?? 0, (item) => [
        item.requestedAt.toISOString(),
        item.id,
      ]);
    },

    tally: () =>
      db
        .select({ state: promotion.state, count: count() })
        .from(promotion)
        .where(eq(promotion.fleet, fleet))
        .groupBy(promotion.state)
        .orderBy(asc(promotion.state)),

    async request({ id: givenId, plan, ...asked }, now) {
      await holdName(scope, lane(asked));
      const id = makeId("promotion", givenId, now);
      const [older] = await inState(asked, [waiting]);
      const superseded = older
        ? await change(older.id, older.version, {
            state: "superseded",
            supersededBy: id,
            outcome: "A newer request took its place.",
            finishedAt: now,
          })
        : null;
      const values = {
        ...asked,
        id,
        fleet,
        requiredTeams: [...asked.requiredTeams],
        state: waiting,
        requestedAt: now,
      };
      const made = toPromotion(only(await db.insert(promotion).values(values).returning()));
      await keepPlan(id, { planDigest: asked.planDigest, baseCommit: asked.baseCommit, plan }, now);
      return { promotion: made, superseded };
    },

    async move(id, version, { to, outcome, commit }, now): Promise<Moved> {
      const known = await get(id);
      if (!known) return { kind: "stale", promotion: null };
      await holdName(scope, lane(known));
      const current = await get(id);
      if (current?.version !== version) return { kind: "stale", promotion: current };
      if (!mayBecome(current.state, to)) return { kind: "impossible", promotion: current };
      const open = openStates.some((state) => state === to);
      const [taken] = open ? await inState(current, [to]) : [];
      if (taken) return { kind: "taken", by: taken };
      const moved = await change(id, version, {
        state: to,
        finishedAt: open ? null : now,
        ...(outcome === undefined ? {} : { outcome }),
        ...(commit === undefined ? {} : { commit }),
      });
      return moved ? { kind: "moved", promotion: moved } : { kind: "stale", promotion: await get(id) };
    },

    async replan(id, version, { plan, requiredTeams, ...rest }, now): Promise<Moved> {
      const current = await get(id);
      if (current?.version !== version) return { kind: "stale", promotion: current };
      if (current.state !== waiting) return { kind: "impossible", promotion: current };
      const teams = requiredTeams ? { requiredTeams: [...requiredTeams] } : {};
      const moved = await change(id, version, { ...rest, ...teams });
      if (!moved) return { kind: "stale", promotion: await get(id) };
      await keepPlan(id, { planDigest: rest.planDigest, baseCommit: rest.baseCommit, plan }, now);
      return { kind: "moved", promotion: moved };
    },
  };
};

// One name for all that compete for a target, held so that two requests of one instant see each other.
const lane = ({ application, target }: { application: string; target: string }) =>
  `promotion ${application} ${target}`;

const filtered = (fleet: string, filter: PromotionFilter): SQL | undefined =>
  and(
    eq(promotion.fleet, fleet),
    given(filter.states, (states) => inArray(promotion.state, [...states])),
    given(filter.application, (name) => eq(promotion.application, name)),
    given(
      filter.environment,
      (name) => or(eq(promotion.source, name), eq(promotion.target, name)) ?? sql`false`,
    ),
    given(filter.requestedBy, (person) => eq(promotion.requestedBy, person)),
    given(filter.team, (team) => sql`${team} = any(${promotion.requiredTeams})`),
    given(filter.without, (hidden) => not(hiddenPromotion(hidden))),
  );

const toPromotion = ({ fleet: _, ...rest }: typeof promotion.$inferSelect): Promotion => rest;
