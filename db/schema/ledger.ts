import { bigint, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { LedgerAct } from "@/lib/domain/ledger";
import { fleet, instant, words } from "./column";

/** A trigger of the migrations refuses update, delete and truncate; sequence and hashes show what gets past it. */
export const ledger = pgTable(
  "ledger",
  {
    fleet: fleet(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    at: instant("at").notNull(),
    actor: words("actor").notNull(),
    via: words("via").notNull(),
    action: words("action").notNull(),
    object: words("object"),
    environment: words("environment"),
    revision: words("revision"),
    decision: text("decision").$type<LedgerAct["decision"]>().notNull(),
    reason: words("reason"),
    requestId: words("request_id").notNull(),
    bodyHash: text("body_hash").notNull(),
    prev: text("prev").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.fleet, t.seq] }),
    index("ledger_action").on(t.fleet, t.action, t.seq),
    index("ledger_actor").on(t.fleet, t.actor, t.seq),
  ],
);
