import type { StatusKind } from "@/lib/contract/view";
import { Status } from "../status/status";
import type { Decision } from "./audit-state";

const looks: Record<Decision, { kind: StatusKind; says: string }> = {
  done: { kind: "healthy", says: "it happened" },
  denied: { kind: "failed", says: "the person may not" },
  refused: { kind: "attention", says: "a rule said no" },
  failed: { kind: "failed", says: "it was allowed and did not come to its end" },
};

/** What came of an act, as shape and word. */
export const Outcome = ({ decision }: { decision: Decision }) => (
  <Status kind={looks[decision].kind} word={decision} />
);

export const outcomeSays = (decision: Decision): string => looks[decision].says;
