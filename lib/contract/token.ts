import { z } from "zod";
import { command, query } from "./operation";
import { Instant, ProofView } from "./view";

export const TokenScope = z.enum(["read", "check.report", "promotion.request", "promotion.decide", "all"]);
export type TokenScope = z.infer<typeof TokenScope>;

export const TokenItem = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(TokenScope),
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Instant.nullable(),
});

export const list = query("token.list", {
  summary: "The reader's own access tokens, without their secrets",
  input: z.object({}),
  result: z.object({
    items: z.array(TokenItem),
    /** What making a token that may approve asks of the reader. */
    proof: ProofView,
  }),
});

export const create = command("token.create", {
  summary: "Make an access token for the CLI or CI; its secret is shown this once",
  input: z.object({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(TokenScope).min(1).max(5),
    days: z.number().int().min(1).max(366).default(90),
  }),
  result: z.object({ item: TokenItem, secret: z.string() }),
});

export const revoke = command("token.revoke", {
  summary: "End a token at once",
  input: z.object({ id: z.string().regex(/^tok_[0-9a-z]{26}$/, "a token id such as tok_…") }),
  result: z.object({ id: z.string() }),
});
