import { desc, eq } from "drizzle-orm";
import type { SavingDecision } from "@/lib/domain/cost-review/saving-stand";
import type { Savings } from "@/lib/ports/store/savings";
import { savingDecision } from "../schema/savings";
import { makeId, type Scope } from "../scope";

export const savingsOf = ({ db, fleet }: Scope): Savings => ({
  async latest() {
    const rows = await db
      .selectDistinctOn([savingDecision.saving])
      .from(savingDecision)
      .where(eq(savingDecision.fleet, fleet))
      .orderBy(savingDecision.saving, desc(savingDecision.at), desc(savingDecision.id));
    return rows.map(toDecision);
  },
  async decide({ id, ...decision }, now) {
    await db.insert(savingDecision).values({ ...decision, id: makeId("decision", id, now), fleet, at: now });
  },
});

const toDecision = ({
  id: _,
  fleet: __,
  environment: ___,
  currency: ____,
  ...rest
}: typeof savingDecision.$inferSelect): SavingDecision => rest;
