"use client";

import { useRef } from "react";
import type { AskOf, Contract } from "@/lib/contract/operation";
import { useCommand } from "../query/use-command";

const silent = { failed: () => undefined };

/**
 * Sends a command for `Confirm`: the promise holds what keeps the dialog open, in the refusal's own words, and nothing
 * when it was done. A second press while the first is under way sends nothing.
 */
export function useConfirmed<C extends Contract>(contract: C) {
  const command = useCommand(contract, silent);
  const busy = useRef(false);
  return async (input: AskOf<C>): Promise<string | undefined> => {
    if (busy.current) return undefined;
    busy.current = true;
    try {
      await command.mutateAsync(input);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : "The server did not answer.";
    } finally {
      busy.current = false;
    }
  };
}
