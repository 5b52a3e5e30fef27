import { createSerializer, parseAsArrayOf, parseAsString, parseAsStringLiteral } from "nuqs";

/** What the address of a configuration holds; defaults are left out. */
export const configState = {
  /** The address of the selected key. */
  path: parseAsString,
  cluster: parseAsString,
  against: parseAsString,
  find: parseAsString.withDefault(""),
  show: parseAsStringLiteral(["all", "above-base", "overridden", "differing"] as const).withDefault("all"),
  /** Groups shown or folded against their own fold. */
  turned: parseAsArrayOf(parseAsString).withDefault([]),
};

export const configQuery = createSerializer(configState);
export const configPath = (application: string, environment: string): string =>
  `/applications/${application}/config/${environment}`;

export const shows = [
  { value: "all", label: "all keys" },
  { value: "above-base", label: "set above base" },
  { value: "overridden", label: "with losers" },
  { value: "differing", label: "other values" },
] as const;
export type Show = (typeof shows)[number]["value"];
