"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { LinkButton } from "../ui/link-button";
import { DeadEnd } from "./dead-end";

/** Ours begin with `req_`; what React makes of a fault in the browser says nothing to anybody. */
export const requestIdOf = (digest: string | undefined): string | null =>
  digest?.startsWith("req_") ? digest : null;

/** A fault on a page: never its cause, always its request id, and a way to try again. */
export function Failure({ digest, reset }: { digest: string | undefined; reset: () => void }) {
  const router = useRouter();
  const id = requestIdOf(digest);
  const again = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <DeadEnd
      kind="failed"
      title="This page could not be read"
      acts={
        <>
          <Button variant="primary" onClick={again}>
            Try again
          </Button>
          <LinkButton href="/">Fleet</LinkButton>
        </>
      }
    >
      <p>
        The fault is on our side or in something the server depends on. Nothing was changed, and the other
        pages still work.
      </p>
      {id ? (
        <p className="flex flex-wrap items-center gap-1.5">
          Request <code className="mono text-text">{id}</code>
          <CopyButton text={id} label="request id" />
          finds the cause in the server's log.
        </p>
      ) : null}
    </DeadEnd>
  );
}
