import { z } from "zod";
import { query } from "./operation";
import { Instant } from "./view";

export const me = query("person.me", {
  summary: "Who is asking: teams with the time they were seen, and roles",
  input: z.object({}),
  result: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    via: z.enum(["session", "token", "local"]),
    teams: z.array(z.object({ team: z.string(), seenAt: Instant })),
    roles: z.array(z.object({ environment: z.string(), roles: z.array(z.string()) })),
  }),
});
