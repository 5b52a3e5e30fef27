import { and, asc, eq, inArray } from "drizzle-orm";
import type { Approval, Approvals } from "@/lib/ports/store/approvals";
import { approval } from "../schema/promotion";
import { makeId, only, type Scope } from "../scope";

export const approvalsOf = ({ db, fleet }: Scope): Approvals => {
  const ofMany = async (promotions: readonly string[]): Promise<readonly Approval[]> => {
    if (promotions.length === 0) return [];
    const rows = await db
      .select()
      .from(approval)
      .where(and(eq(approval.fleet, fleet), inArray(approval.promotion, [...promotions])))
      .orderBy(asc(approval.at), asc(approval.id));
    return rows.map(toApproval);
  };
  return {
    of: (promotion) => ofMany([promotion]),
    ofMany,
    async cast({ id, ...given }, now) {
      const [made] = await db
        .insert(approval)
        .values({ ...given, id: makeId("approval", id, now), fleet, at: now })
        .onConflictDoNothing({
          target: [approval.fleet, approval.promotion, approval.person, approval.digest],
        })
        .returning();
      if (made) return { kind: "cast", approval: toApproval(made) };
      const slot = and(
        eq(approval.fleet, fleet),
        eq(approval.promotion, given.promotion),
        eq(approval.person, given.person),
        eq(approval.digest, given.digest),
      );
      return { kind: "filled", approval: toApproval(only(await db.select().from(approval).where(slot))) };
    },
  };
};

const toApproval = ({ fleet: _, ...rest }: typeof approval.$inferSelect): Approval => rest;
