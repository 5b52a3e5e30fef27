"use client";

import { useState } from "react";
import type { ProofView } from "@/lib/contract/view";
import { signInAtProvider, signInByPassword } from "./sign-in-again";

export const tooOld = "auth.sign-in-old";

/**
 * Signing in again before an act that asks for it. With a password it happens in place, and the same press then acts;
 * to an identity provider the browser leaves, and comes back to where it is told.
 */
export function useProof(proof: ProofView, refusedFor: string | null) {
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
