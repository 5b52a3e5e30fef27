import { bill } from "@/lib/contract";
import { daysOfCharge, environmentOfCharge, longestChargeDays } from "@/lib/domain/bill/charge";
import { defaultBillMapping } from "@/lib/domain/price/price-file";
import { counted } from "@/lib/domain/promotion/sentence";
import type { BillRow } from "@/lib/ports/store/bills";
import { decides, refuse, write } from "../definition";
import { pricesAt } from "./prices";

const dayMs = 86_400_000;

/** A charge is kept once by its content, so that the same file again changes nothing. */
export const importBill = decides(
  bill.importBill,
  ["desired"],
  () => ({ scope: {}, object: null }),
  async ({ desired }, { name, charges, replaces }, { actor, now, newId }) => {
    const long = charges.find(
      ({ start, end }) => Date.parse(end) - Date.parse(start) > longestChargeDays * dayMs,
    );
    if (long)
      return refuse(
        "invalid",
        "input.invalid",
        `A charge from ${long.start} to ${long.end} is longer than ${longestChargeDays} days.`,
      );
    const state = await desired.head();
    const { file } = await pricesAt(state);
    const id = newId("bill");
    let unmapped = 0;
    const rows = charges.flatMap((charge): BillRow[] => {
      const environment = environmentOfCharge(state.fleet, file?.bills ?? defaultBillMapping, charge);
      if (environment === null) unmapped += 1;
      return daysOfCharge(new Date(charge.start), new Date(charge.end), state.fleet.zone).map(
        ({ day, part }) => ({
          key: `${charge.content} ${charge.occurrence} ${day}`,
          import: id,
          period: charge.period,
          day,
          currency: charge.currency,
          account: charge.account,
          service: charge.service,
          environment,
          billed: charge.billed * part,
          effective: charge.effective * part,
        }),
      );
    });
    return write({
      topics: ["cost"],
      object: id,
      reason: `${name}: ${counted(charges.length, "charge")}${replaces.length > 0 ? ", in place of earlier ones" : ""}`,
      run: async (tx) => {
        await tx.bills.forget(replaces);
        const keys = await tx.bills.keep(rows);
        const added = new Set(keys.map((key) => key.slice(0, key.lastIndexOf(" ")))).size;
        const by = actor.kind === "person" ? actor.id : actor.kind;
        await tx.bills.noted({ id, name, by, at: now, rows: charges.length, added });
        return { added, known: charges.length - added, unmapped };
      },
    });
  },
);
