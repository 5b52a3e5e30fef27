import { LinkButton } from "../ui/link-button";
import { DeadEnd } from "./dead-end";

/** Signed in, but not allowed here. */
export function Forbidden() {
  return (
    <DeadEnd
      kind="waiting"
      title="You may not see this"
      acts={
        <>
          <LinkButton href="/" variant="primary">
            Fleet
          </LinkButton>
          <LinkButton href="/settings">My teams and rights</LinkButton>
          <LinkButton href="/sign-out">Sign out</LinkButton>
        </>
      }
    >
      <p>
        Your teams do not give you a role for it. Who may see what is declared in{" "}
        <code className="mono text-text">orchestr8.yaml</code> under <code className="mono">teams</code>; an
        administrator can add yours.
      </p>
      <p>If you joined a team a moment ago, sign out and in again, so that it is read anew.</p>
    </DeadEnd>
  );
}

/** Nothing by that name, or nothing that the reader may see: the two look alike on purpose. */
export function Missing() {
  return (
    <DeadEnd
      kind="unknown"
      title="There is nothing here"
      acts={
        <>
          <LinkButton href="/" variant="primary">
            Fleet
          </LinkButton>
          <LinkButton href="/environments">Environments</LinkButton>
        </>
      }
    >
      <p>No page has this address, or it was renamed or removed in Git, or it is not yours to see.</p>
    </DeadEnd>
  );
}
