import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { Hidden } from "@/lib/domain/permission";
import { ledger } from "../schema/ledger";
import { promotion } from "../schema/promotion";

const nothing = sql`false`;

/** A promotion of an application, or into a place, that the reader may not know of. */
export const hiddenPromotion = ({ applications, places }: Hidden): SQL =>
  or(
    inArray(promotion.application, [...applications]),
    ...places.map((place) =>
      and(eq(promotion.application, place.application), eq(promotion.target, place.environment)),
    ),
  ) ?? nothing;

/**
 * An entry about such a promotion, application or place. An object is a promotion's id, an application, or
 * `application/environment`; what it stands in is the entry's environment.
 */
export const hiddenEntry = (fleet: string, hidden: Hidden): SQL => {
  const named = sql`split_part(coalesce(${ledger.object}, ''), '/', 1)`;
  return (
    or(
      inArray(named, [...hidden.applications]),
      ...hidden.places.map((place) =>
        and(
          sql`${named} = ${place.application}`,
          // Never null, or its negation would hide what it does not match.
          sql`coalesce(${ledger.environment}, '') = ${place.environment}`,
        ),
      ),
      sql`exists (select 1 from ${promotion} where ${and(
        eq(promotion.fleet, fleet),
        sql`${promotion.id} = ${ledger.object}`,
        hiddenPromotion(hidden),
      )})`,
    ) ?? nothing
  );
};
