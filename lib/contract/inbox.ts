import { z } from "zod";
import { query } from "./operation";
import { PromotionItem } from "./promotion-view";
import { Instant } from "./view";

export const list = query("inbox.list", {
  summary: "What waits for the reader, in the order it should be taken",
  input: z.object({}),
  result: z.object({
    asOf: Instant,
    groups: z.array(
      z.object({
        key: z.enum(["blocks", "mine", "recent"]),
        title: z.string(),
        items: z.array(PromotionItem),
      }),
    ),
    /** What others wait for: "2 wait for security-team". */
    elsewhere: z.array(z.object({ text: z.string(), href: z.string() })),
  }),
  topics: () => ["promotions"],
});
