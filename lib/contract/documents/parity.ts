import { z } from "zod";
import { ParityFindingView, ParityGroupView } from "../parity";
import { document } from "./document";

/** What `o8 environment parity -o json` prints. */
export const EnvironmentParity = document("EnvironmentParity", {
  environments: z.array(z.string()).describe("In promotion order"),
  pairs: z.array(z.object({ left: z.string(), right: z.string() })).describe("Neighbours that were compared"),
  revision: z.string().describe('A commit, or "working" for the files as they are'),
  score: z.number().int().nullable().describe("0 to 100, the mean of the groups that could be judged"),
  groups: z.array(ParityGroupView),
  findings: z.array(ParityFindingView).describe("Loudest first; exit 1 when one is an error"),
});
export type EnvironmentParity = z.infer<typeof EnvironmentParity>;
