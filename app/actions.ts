"use server";
import type { Outcome } from "@/lib/contract/outcome";
import { answerPage } from "@/lib/server/answer";

/** Runs one command by name for the signed-in person; answers the same outcome as the API and never throws. */
export async function run(command: string, input: unknown): Promise<Outcome> {
  return answerPage(command, input);
}
