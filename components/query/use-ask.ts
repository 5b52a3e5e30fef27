"use client";
import { useQuery } from "@tanstack/react-query";
import type { AskOf, Contract, ResultOf } from "@/lib/contract/operation";
import type { Refusal } from "@/lib/domain/refusal";
import { askServer } from "./client";

export class AskFailed extends Error {
  readonly refusal: Refusal | null;
  readonly requestId: string | null;
  constructor(refusal: Refusal | null, requestId: string | null) {
    super(refusal?.message ?? `The server did not answer (${requestId}).`);
    this.refusal = refusal;
    this.requestId = requestId;
  }
}

/** Keys are derived from the contract, never written by hand. */
export const keyOf = (contract: Contract, input: unknown): readonly unknown[] => [
  ...contract.name.split("."),
  input,
];

/** A query of the contract, re-read when the change bus names one of its topics. `initial` is the server's first view. */
export function useAsk<C extends Contract>(contract: C, input: AskOf<C>, initial?: ResultOf<C>) {
  return useQuery<ResultOf<C>, AskFailed>({
    queryKey: keyOf(contract, input),
    queryFn: async () => {
      const outcome = await askServer(contract, input);
      if (outcome.ok) return outcome.value;
      throw new AskFailed(
        "refusal" in outcome ? outcome.refusal : null,
        "fault" in outcome ? outcome.fault.requestId : null,
      );
    },
    meta: { topics: contract.topics(input as never) },
    ...(initial === undefined ? {} : { initialData: initial, initialDataUpdatedAt: Date.now() }),
  });
}
