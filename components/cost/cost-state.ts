import { parseAsString, parseAsStringLiteral } from "nuqs/server";

/** What the address of the cost page holds; defaults are left out. */
export const costState = {
  month: parseAsString.withDefault(""),
  env: parseAsString.withDefault(""),
  by: parseAsStringLiteral(["team", "application"] as const).withDefault("team"),
};

/** The address as the question of the contract; a month that is none is left out. */
export const askOf = (state: { month: string; env: string; by: "team" | "application" }) => ({
  by: state.by,
  ...(/^\d{4}-(0[1-9]|1[0-2])$/.test(state.month) ? { month: state.month } : {}),
  ...(state.env === "" ? {} : { environment: state.env }),
});
