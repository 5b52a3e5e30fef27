import {
  createParser,
  createSerializer,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { readCursor } from "@/lib/domain/cursor";

export const decisions = ["done", "denied", "refused", "failed"] as const;
export type Decision = (typeof decisions)[number];

/** What the address of the audit list holds; defaults are left out. */
export const auditState = {
  actor: parseAsString.withDefault(""),
  action: parseAsString.withDefault(""),
  environment: parseAsString.withDefault(""),
  decision: parseAsStringLiteral(decisions),
  /** Where the page begins, as the page before it said; absent: the newest. */
  cursor: createParser({
    parse: (text) => (readCursor("ledger", text) ? text : null),
    serialize: (text: string) => text,
  }),
  /** The entry in the drawer. */
  entry: parseAsInteger,
};

export const auditQuery = createSerializer(auditState);

/** The filter as the question of the contract: absent instead of empty. */
export const askOf = (state: {
  actor: string;
  action: string;
  environment: string;
  decision: Decision | null;
  cursor: string | null;
}) => ({
  ...(state.actor === "" ? {} : { actor: state.actor }),
  ...(state.action === "" ? {} : { action: state.action }),
  ...(state.environment === "" ? {} : { environment: state.environment }),
  ...(state.decision === null ? {} : { decision: state.decision }),
  ...(state.cursor === null ? {} : { cursor: state.cursor }),
});
