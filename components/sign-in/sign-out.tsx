"use client";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";

/** Signing out is a POST with a token, so no link of another site can do it. */
export function SignOut() {
  const [pending, setPending] = useState(false);
  return (
    <div className="panel grid w-full max-w-[360px] gap-3 p-5">
      <h1>Sign out?</h1>
      <p className="text-text-2">This session ends at once, here and for every open tab.</p>
      <Button
        variant="primary"
        pending={pending}
        onClick={() => {
          setPending(true);
          void signOut({ callbackUrl: "/sign-in" });
        }}
      >
        Sign out
      </Button>
      <LinkButton href="/" variant="quiet">
        Stay signed in
      </LinkButton>
    </div>
  );
}
