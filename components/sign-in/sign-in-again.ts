"use client";

import { signIn } from "next-auth/react";

/** In place, for people with a password here; false when it was another one. */
export async function signInByPassword(email: string, password: string): Promise<boolean> {
  const answer = await signIn("demo", { email, password, redirect: false });
  return answer?.ok === true;
}

/**
 * Leaves for the identity provider, which must ask even whom it knows, and comes back to `path`. `max_age` makes it
 * say when it asked; what it says is what counts.
 */
export const signInAtProvider = (path: string): void =>
  void signIn("oidc", { callbackUrl: path }, { prompt: "login", max_age: "300" });
