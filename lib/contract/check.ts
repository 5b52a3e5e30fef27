import { z } from "zod";
import { command } from "./operation";
import { ApplicationName, EnvironmentName } from "./view";

export const report = command("check.report", {
  summary: "Record the evidence of one check for the exact release that runs there",
  input: z.object({
    application: ApplicationName,
    environment: EnvironmentName,
    check: z.string().regex(/^[a-z][a-z0-9_]{1,62}$/, "a check's name such as smoke_tests"),
    result: z.enum(["passed", "failed", "inconclusive"]),
    link: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    details: z.string().max(4000).optional(),
    /** The version that was tested; another one than runs there is refused. */
    version: z.string().max(200).optional(),
  }),
  result: z.object({ id: z.string(), version: z.string() }),
});
