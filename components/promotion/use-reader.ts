"use client";

import { type FleetHead, head } from "@/lib/contract/fleet";
import { useAsk } from "../query/use-ask";

export type Reader = FleetHead["person"];

/** Who is signed in, and the fleet's name, from what the frame around the page has read already. */
export function useReader(): { reader: Reader | null; fleet: string } {
  const { data } = useAsk(head, {});
  return { reader: data?.person ?? null, fleet: data?.name ?? "Fleet" };
}
