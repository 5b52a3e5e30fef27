import { createSerializer, parseAsArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { ParityGroup } from "@/lib/contract/parity";

/** What the address of the page holds. */
export const parityState = {
  /** Which environments are compared; absent: the last two. `all` is every neighbour. */
  environments: parseAsArrayOf(parseAsString),
  group: parseAsStringLiteral(ParityGroup.options),
};

export const parityQuery = createSerializer(parityState);

/** The question behind an address. */
export const askOf = (
  chosen: readonly string[] | null,
  all: readonly string[],
): { environments?: string[] } => {
  if (chosen?.includes("all")) return {};
  const known = chosen?.filter((name) => all.includes(name)) ?? [];
  return { environments: known.length > 0 ? known : all.slice(-2) };
};
