"use client";
import { run } from "@/app/actions";
import { http, over, type Transport } from "@/lib/client/transport";

// A command's outcome comes from a server action; an action id of an older build answers with a page, not an outcome.
const throughAction: Transport = async (contract, input) => {
  try {
    return await run(contract.name, input);
  } catch {
    return { ok: false, fault: { requestId: "reload", retryable: true } };
  }
};

export const askServer = over(http(""));
export const actOnServer = over(throughAction);
