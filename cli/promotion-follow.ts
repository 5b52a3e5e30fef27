import type { Ask } from "@/lib/client/transport";
import { promotion } from "@/lib/contract";
import type { Outcome } from "@/lib/contract/outcome";
import type { PromotionView } from "@/lib/contract/promotion-view";
import type { Io } from "./io";
import { sentenceText } from "./plan-text";
import { note } from "./style";

const open = new Set(["waiting", "running"]);
const everyMs = 1_000;
/** A console that restarts is waited for so long. */
const patience = 60;

/**
 * Asks until the promotion is closed, or for so many milliseconds at most, and tells on stderr what is new: why it
 * waits, and each step as it moves. The last answer is the result, also when the promotion is still open then.
 */
export async function follow(
  ask: Ask,
  id: string,
  io: Io,
  limitMs = Number.POSITIVE_INFINITY,
): Promise<Outcome<PromotionView>> {
  let left = limitMs;
  const told = new Set<string>();
  let failures = 0;
  for (;;) {
    const answer = await ask(promotion.show, { id });
    if (answer.ok) {
      failures = 0;
      for (const line of newsOf(answer.value)) if (!told.has(line)) note(io, line);
      for (const line of newsOf(answer.value)) told.add(line);
      if (!open.has(answer.value.state) || left <= 0) return answer;
    } else if ("refusal" in answer || !answer.fault.retryable || ++failures > patience || left <= 0) {
      return answer;
    } else if (failures === 1) {
      note(io, "the console does not answer; waiting for it");
    }
    await io.sleep(Math.min(everyMs, left));
    left -= everyMs;
  }
}

function newsOf({ state, sentence, steps }: PromotionView): string[] {
  const moved = steps
    .filter((step) => step.state !== "pending")
    .map(
      ({ state: of, title, detail }) => `${of.padEnd(7)}  ${title}${detail === null ? "" : `: ${detail}`}`,
    );
  return [...(state === "waiting" ? [`waiting  ${sentenceText(sentence)}`] : []), ...moved];
}
