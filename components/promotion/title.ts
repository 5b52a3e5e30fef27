import type { PromotionItem } from "@/lib/contract/promotion-view";

type Named = Pick<PromotionItem, "application" | "kind" | "toVersion" | "to">;

/** "my-service 1.8.2 to production", "my-service back to 1.8.0 in production" */
export function titleOf({ application, kind, toVersion, to }: Named): string {
  if (kind === "rollback") return `${application} back to ${toVersion ?? "an earlier release"} in ${to}`;
  return toVersion ? `${application} ${toVersion} to ${to}` : `A change of ${application} in ${to}`;
}

export const reviewHref = (id: string): string => `/promotions/${id}`;

/** The words of a sentence without their weight, for toasts and titles. */
export const plainText = (words: readonly { text: string }[]): string =>
  words.map((part) => part.text).join("");
