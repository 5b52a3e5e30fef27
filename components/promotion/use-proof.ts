"use client";

import { useState } from "react";
import type { PromotionView } from "@/lib/contract/promotion-view";
import { signInAtProvider, signInByPassword } from "../sign-in/sign-in-again";

export const tooOld = "auth.sign-in-old";

/**
 * Signing in again before a yes to production. With a password it happens in place, and one press then approves; with
 * an identity provider the browser leaves, and comes back to this promotion with the sheet open on the same plan.
 */
export function useProof(proof: PromotionView["proof"], refusedFor: string | null) {
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [proved, setProved] = useState(false);
  const needed = !proved && proof !== null && (!proof.fresh.allowed || refusedFor === tooOld);
  return {
    needed: needed ? proof : null,
    password,
    wrong,
    pending,
    type: (text: string) => {
      setPassword(text);
      setWrong(null);
    },
    forget: () => {
      setPassword("");
      setWrong(null);
      setProved(false);
    },
    /** True once the password was right: what waited for it may be sent. */
    async byPassword(): Promise<boolean> {
      if (!proof || pending) return false;
      setPending(true);
      const right = await signInByPassword(proof.email, password);
      setPending(false);
      setPassword("");
      setProved(right);
      setWrong(right ? null : `That is not the password of ${proof.email}.`);
      return right;
    },
    byProvider(back: string): void {
      setPending(true);
      signInAtProvider(back);
    },
  };
}

export type Proving = ReturnType<typeof useProof>;
