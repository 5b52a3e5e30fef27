import type { Sentence, StatusView } from "@/lib/contract/view";
import type { GateVerdict } from "@/lib/domain/gate-verdict";
import type { Promotion } from "@/lib/ports/store/promotions";

/** Why a promotion waits and who can act, or how it ended. */
export function sentenceOf(
  promotion: Promotion,
  verdict: GateVerdict | null,
  refusal: string | null,
): Sentence {
  switch (promotion.state) {
    case "waiting":
      if (refusal !== null) return [{ text: "Cannot go on: ", strong: true }, { text: refusal }];
      return verdict?.ready
        ? [{ text: "Every gate has passed; it starts now.", strong: true }]
        : [{ text: verdict?.sentence ?? "Waits for its gates.", strong: true }];
    case "running":
      return [{ text: "Is being delivered.", strong: true }, { text: " Its steps are below." }];
    case "done":
      return [{ text: promotion.outcome ?? "Delivered.", strong: true }];
    case "failed":
      return [
        { text: "Failed: ", strong: true },
        { text: promotion.outcome ?? "its last step did not succeed." },
      ];
    default:
      return [{ text: promotion.outcome ?? capitalised(promotion.state), strong: true }];
  }
}

export function statusOf(
  promotion: Promotion,
  verdict: GateVerdict | null,
  refusal: string | null,
): StatusView {
  switch (promotion.state) {
    case "waiting":
      if (
        refusal !== null ||
        verdict?.blockers.some((gate) => gate.state === "failed" || gate.state === "blocked")
      )
        return { kind: "failed", word: "blocked", reason: refusal };
      return { kind: "waiting", word: "waiting", reason: null };
    case "running":
      return { kind: "moving", word: "running", reason: null };
    case "done":
      return { kind: "healthy", word: "done", reason: null };
    case "failed":
      return { kind: "failed", word: "failed", reason: promotion.outcome };
    case "rejected":
      return { kind: "failed", word: "rejected", reason: promotion.outcome };
    default:
      return { kind: "unknown", word: promotion.state, reason: null };
  }
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
