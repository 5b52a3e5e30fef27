import { z } from "zod";
import { query } from "./operation";
import { Instant, ProblemView, StatusView } from "./view";

export const show = query("settings.show", {
  summary: "What is connected, whether it works, and which tools and rules are in force",
  input: z.object({}),
  result: z.object({
    asOf: Instant,
    connections: z.array(
      z.object({
        kind: z.enum(["repository", "cluster", "store", "identity provider"]),
        name: z.string(),
        detail: z.string(),
        status: StatusView,
        lastSuccess: Instant.nullable(),
      }),
    ),
    versions: z.array(z.object({ name: z.string(), version: z.string(), detail: z.string().nullable() })),
    isolation: z.object({ network: z.string(), reason: z.string() }),
    teams: z.array(
      z.object({
        name: z.string(),
        groups: z.array(z.string()),
        people: z.array(z.object({ name: z.string(), seenAt: Instant })),
      }),
    ),
    demo: z.boolean(),
    problems: z.array(ProblemView),
  }),
  topics: () => ["fleet"],
});
