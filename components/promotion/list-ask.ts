import type { AskOf } from "@/lib/contract/operation";
import type { list } from "@/lib/contract/promotion";
import { readCursor } from "@/lib/domain/cursor";

export type ListAsk = AskOf<typeof list>;

const states = ["open", "closed", "all"] as const;
const name = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;

type Params = Readonly<Record<string, string | string[] | undefined>>;

/** What the address asks for; a value that cannot be one is dropped, as if it were not there. */
export function listAskOf(params: Params): ListAsk {
  const one = (key: string): string | undefined => {
    const value = params[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const named = (key: string): string | undefined => {
    const value = one(key);
    return value !== undefined && name.test(value) ? value : undefined;
  };
  const application = named("application");
  const environment = named("environment");
  const cursor = one("cursor");
  return {
    state: states.find((state) => state === one("state")) ?? "open",
    ...(application ? { application } : {}),
    ...(environment ? { environment } : {}),
    ...(cursor && readCursor("promotion", cursor) ? { cursor } : {}),
  };
}

/** The address of another view of the list. A changed filter starts at its first page again. */
export function listHref(
  ask: ListAsk,
  change: Partial<Record<"state" | "application" | "environment" | "cursor", string | null>>,
): string {
  const next = { ...ask, cursor: null, ...change };
  const query = new URLSearchParams();
  for (const key of ["state", "application", "environment", "cursor"] as const) {
    const value = next[key];
    if (value && !(key === "state" && value === "open")) query.set(key, value);
  }
  const text = query.toString();
  return text ? `/promotions?${text}` : "/promotions";
}
