import type { Refusal } from "@/lib/domain/refusal";
import { exitCodes, type Io } from "./io";
import { type Format, printDocument } from "./print";
import { note } from "./style";

/** What a door answered; on one's own machine a fault may say what it was. */
export type Answer<T> =
  | { ok: true; value: T }
  | { ok: false; refusal: Refusal }
  | { ok: false; fault: { requestId: string; retryable: boolean; message?: string | undefined } };

/** Says why there is no answer: on stderr for people, as the document of its kind for programs. Answers the exit code. */
export async function printFailed(
  answer: Exclude<Answer<never>, { ok: true }>,
  kind: string,
  format: Format,
  io: Io,
): Promise<number> {
  const exit = "refusal" in answer ? exitCodes.refused : exitCodes.fault;
  const reason = "refusal" in answer ? refusalWords(answer.refusal) : faultWords(answer.fault);
  note(io, `o8: ${reason}`);
  if (format === "text") return exit;
  const why =
    "refusal" in answer
      ? { refusal: refusalView(answer.refusal) }
      : { fault: { ...answer.fault, message: reason } };
  await printDocument({ schemaVersion: 1, kind, ...why, problems: [] }, format, io, () => "");
  return exit;
}

export const refusalView = ({ code, message, facts }: Refusal) => ({ code, message, facts: facts ?? {} });

const steps: Readonly<Record<string, string>> = {
  "auth.required": "o8 login --url URL",
  "auth.scope": "make a token with that scope in the console, under settings",
  "scope.missing": "o8 environment list shows what there is",
  "plan.moved": "look at the plan again, then ask once more",
};

function refusalWords({ code, message, facts }: Refusal): string {
  const fields = Array.isArray(facts?.fields)
    ? facts.fields.map((one) => `\n  ${String(one.field)}: ${String(one.message)}`).join("")
    : "";
  const step = steps[code];
  return `refused: ${message} (${code})${fields}${step === undefined ? "" : `\n  Next: ${step}`}`;
}

function faultWords({
  requestId,
  retryable,
  message,
}: {
  requestId: string;
  retryable: boolean;
  message?: string | undefined;
}): string {
  if (message !== undefined) return message;
  if (requestId === "no-answer")
    return "the console did not answer. Is it running, and is its address right?\n  Next: o8 login --url URL";
  return `the console failed; ${retryable ? "try again" : "tell its operators"} (request ${requestId})`;
}
