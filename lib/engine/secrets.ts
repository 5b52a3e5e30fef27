import { createHash, createHmac, randomBytes } from "node:crypto";

export const sha256 = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");

/** HMAC-SHA-256 with a key of this installation and purpose: digests of weak secrets cannot be guessed or compared elsewhere. */
export const keyedHash =
  (key: string, purpose: string) =>
  (text: string): string =>
    createHmac("sha256", `${purpose}\n${key}`).update(text).digest("hex");

export const random = (bytes: number): Uint8Array => randomBytes(bytes);
