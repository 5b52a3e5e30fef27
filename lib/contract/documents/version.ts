import { z } from "zod";
import { document } from "./document";

const tool = z.string().nullable().describe("Null when it is not on this machine yet");

export const Version = document("Version", { o8: z.string(), node: z.string(), kustomize: tool, helm: tool });
export type Version = z.infer<typeof Version>;
