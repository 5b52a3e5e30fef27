"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { AskOf, Contract, ResultOf } from "@/lib/contract/operation";
import { actOnServer } from "./client";
import { AskFailed } from "./use-ask";

/**
 * A command of the contract. A refusal is said in its own words: by a toast, or by `failed` where the page has a place
 * for it. Nothing is painted as done before it is.
 */
export function useCommand<C extends Contract>(
  contract: C,
  options: {
    done?: (value: ResultOf<C>) => void;
    failed?: (message: string, code: string | null) => void;
  } = {},
) {
  const client = useQueryClient();
  return useMutation<ResultOf<C>, AskFailed, AskOf<C>>({
    mutationFn: async (input) => {
      const outcome = await actOnServer(contract, input);
      if (outcome.ok) return outcome.value;
      throw new AskFailed(
        "refusal" in outcome ? outcome.refusal : null,
        "fault" in outcome ? outcome.fault.requestId : null,
      );
    },
    onSuccess: (value) => {
      options.done?.(value);
      // The reader's own act is shown without waiting for the change bus.
      return client.invalidateQueries();
    },
    onError: (error) => {
      const message =
        error.requestId === "reload"
          ? "This page is of an older version. Reload it and try again."
          : error.message;
      if (options.failed) options.failed(message, error.refusal?.code ?? null);
      else toast.error(message);
    },
  });
}
