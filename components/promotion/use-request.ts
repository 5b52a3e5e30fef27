"use client";

import { useRouter } from "next/navigation";
import type { z } from "zod";
import type { Contract } from "@/lib/contract/operation";
import { reviewHref } from "./title";
import { useAct } from "./use-act";

/** An act that asks for a change: what was asked for is reviewed on its own page, so that is where it leads. */
export function useRequest<C extends Contract<string, z.ZodType, z.ZodType<{ id: string }>>>(contract: C) {
  const router = useRouter();
  return useAct(contract, {
    said: ({ id }) => router.push(reviewHref(id) as Parameters<typeof router.push>[0]),
  });
}
