import { z } from "zod";
import { command, query } from "./operation";
import { Instant } from "./view";

export const list = query("session.list", {
  summary: "Where the reader is signed in",
  input: z.object({}),
  result: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        createdAt: Instant,
        lastSeenAt: Instant,
        expiresAt: Instant,
        current: z.boolean(),
      }),
    ),
  }),
});

export const revoke = command("session.revoke", {
  summary: "Sign one of the reader's sessions out at once",
  input: z.object({ id: z.string().regex(/^ses_[0-9a-z]{26}$/, "a session id such as ses_…") }),
  result: z.object({ id: z.string() }),
});
