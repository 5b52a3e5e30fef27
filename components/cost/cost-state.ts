import { parseAsString, parseAsStringLiteral } from "nuqs/server";
import { type CostDimension, CostDimension as Dimension } from "@/lib/contract/cost";

const dimensions = Dimension.options;

/** What the address of the cost page holds; defaults are left out. */
export const costState = {
  month: parseAsString.withDefault(""),
  env: parseAsString.withDefault(""),
  by: parseAsStringLiteral(dimensions).withDefault("team"),
  across: parseAsStringLiteral([...dimensions, ""] as const).withDefault(""),
};

/** The address as the question of the contract; a month that is none is left out. */
export const askOf = (state: {
  month: string;
  env: string;
  by: CostDimension;
  across: CostDimension | "";
}) => ({
  by: state.by,
  ...(state.across === "" ? {} : { across: state.across }),
  ...(/^\d{4}-(0[1-9]|1[0-2])$/.test(state.month) ? { month: state.month } : {}),
  ...(state.env === "" ? {} : { environment: state.env }),
});
