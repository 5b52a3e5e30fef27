"use client";

import { parseAsString, useQueryStates } from "nuqs";

const keys = { approve: parseAsString, plan: parseAsString };

/** `?approve=<team>&plan=<digest>`: the approve sheet of a team, open on exactly the plan that was looked at. */
export function useApproveLink() {
  const [{ approve, plan }, set] = useQueryStates(keys, { history: "replace" });
  return { team: approve, digest: plan, clear: () => void set({ approve: null, plan: null }) };
}

/** The way back to an open sheet, on this origin and with what else the address said. */
export function backTo(team: string, digest: string): string {
  const query = new URLSearchParams(window.location.search);
  query.set("approve", team);
  query.set("plan", digest);
  return `${window.location.pathname}?${query}`;
}

const key = (promotion: string, team: string) => `o8.remark.${promotion}.${team}`;

/** A remark outlives the way to the identity provider, in this tab alone. */
export const keepRemark = (promotion: string, team: string, text: string): void =>
  window.sessionStorage.setItem(key(promotion, team), text);

/** Once: it is gone afterwards. */
export function takeRemark(promotion: string, team: string): string {
  const text = window.sessionStorage.getItem(key(promotion, team)) ?? "";
  window.sessionStorage.removeItem(key(promotion, team));
  return text;
}
