import { createParser, parseAsString } from "nuqs/server";
import { CostDimension } from "@/lib/contract/cost";

const dimension = createParser<CostDimension>({
  parse: (text) => CostDimension.safeParse(text).data ?? null,
  serialize: String,
});

/** What the address of the cost page holds; defaults are left out. */
export const costState = {
  month: parseAsString.withDefault(""),
  env: parseAsString.withDefault(""),
  by: dimension.withDefault("team"),
  across: dimension,
};

/** The address as the question of the contract; a month that is none is left out. */
export const askOf = (state: {
  month: string;
  env: string;
  by: CostDimension;
  across: CostDimension | null;
}) => ({
  by: state.by,
  ...(state.across === null ? {} : { across: state.across }),
  ...(/^\d{4}-(0[1-9]|1[0-2])$/.test(state.month) ? { month: state.month } : {}),
  ...(state.env === "" ? {} : { environment: state.env }),
});
