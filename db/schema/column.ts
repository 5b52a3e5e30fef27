import { customType, timestamp } from "drizzle-orm/pg-core";
import { storable } from "@/lib/domain/ledger";

/** Free text from people: what PostgreSQL would refuse or change is replaced, on the way in and in every filter. */
export const words = customType<{ data: string; driverData: string }>({
  dataType: () => "text",
  toDriver: storable,
});

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

/** Milliseconds, as JavaScript has them: a finer clock would not come back equal. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision: 3 });

/** In every row: one fleet is shown today, and no query may ever see another's. */
export const fleet = () => words("fleet").notNull();
