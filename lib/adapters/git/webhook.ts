import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Does a webhook's `X-Hub-Signature-256: sha256=<hex>` fit its raw body? (GitHub's and Gitea's form.)
 * Compared in constant time; an empty secret or a malformed header is never valid.
 */
export function verifyWebhookSignature(
  rawBody: Uint8Array | string,
  header: string | null | undefined,
  secret: string,
): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(header?.trim() ?? "")?.[1];
  if (given === undefined || secret === "") return false;
  return timingSafeEqual(Buffer.from(given, "hex"), createHmac("sha256", secret).update(rawBody).digest());
}
