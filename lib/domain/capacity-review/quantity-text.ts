import type { Resource } from "./right-size";

const mebibyte = 2 ** 20;
const bare = /^\d+(?:\.\d+)?$/;

/**
 * An amount (millicores or bytes) as a resource quantity, in the way the old one was written: a bare number stays one,
 * so that its type in the file stays, too; else `250m` and `512Mi`.
 */
export function quantityText(resource: Resource, amount: number, like: string | null = null): string {
  if (like !== null && bare.test(like)) return String(resource === "cpu" ? amount / 1000 : Math.ceil(amount));
  return resource === "cpu" ? `${Math.ceil(amount)}m` : `${Math.ceil(amount / mebibyte)}Mi`;
}
