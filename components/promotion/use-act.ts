"use client";

import { useRef, useState } from "react";
import type { AskOf, Contract, ResultOf } from "@/lib/contract/operation";
import { useCommand } from "../query/use-command";

/**
 * A command that the page answers for in place: its refusal stands beside the button, and a second press while the
 * first is under way sends nothing, also when both fall into one frame.
 */
export function useAct<C extends Contract>(
  contract: C,
  /** `said` as soon as the server has answered; `done` once what is shown has been read again as well. */
  { said, done }: { said?: (value: ResultOf<C>) => void; done?: () => void },
) {
  const busy = useRef(false);
  const [refused, setRefused] = useState<{ message: string; code: string | null } | null>(null);
  const command = useCommand(contract, {
    ...(said ? { done: said } : {}),
    failed: (message, code) => setRefused({ message, code }),
  });
  return {
    refused: refused?.message ?? null,
    /** Of the refusal; null also where the server did not answer. */
    code: refused?.code ?? null,
    clear: () => setRefused(null),
    pending: command.isPending,
    send: (input: AskOf<C>) => {
      if (busy.current) return;
      busy.current = true;
      setRefused(null);
      command.mutate(input, {
        onSuccess: () => done?.(),
        onSettled: () => {
          busy.current = false;
        },
      });
    },
  };
}
