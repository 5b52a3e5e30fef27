import { createSerializer, parseAsArrayOf, parseAsString, parseAsStringLiteral } from "nuqs";
import { topics } from "@/lib/domain/diff/topic";
import { kinds } from "./compare-rows";

/** What the address of a comparison holds besides the pair; defaults are left out. */
export const compareState = {
  tab: parseAsStringLiteral(["structured", "text"] as const).withDefault("structured"),
  app: parseAsString.withDefault(""),
  only: parseAsStringLiteral(kinds),
  path: parseAsString.withDefault(""),
  /** The id of the selected row. */
  row: parseAsString,
  /** Topics shown whole, and topics folded away, against their own fold. */
  open: parseAsArrayOf(parseAsStringLiteral(topics)).withDefault([]),
  shut: parseAsArrayOf(parseAsStringLiteral(topics)).withDefault([]),
};

export const compareQuery = createSerializer(compareState);

export const comparePath = (left: string, right: string): string => `/compare/${left}...${right}`;

/** The same comparison for a terminal. */
export const compareCli = (left: string, right: string, application: string, only: string | null): string =>
  [
    `o8 environment diff ${left} ${right}`,
    application === "" ? "" : `--application ${application}`,
    only === null || only === "guard" || only === "one-sided" ? "" : `--only ${only}`,
  ]
    .filter(Boolean)
    .join(" ");
