"use client";

import type { ResultOf } from "@/lib/contract/operation";
import { type list, revoke } from "@/lib/contract/session";
import { Confirm } from "../act/confirm";
import { useConfirmed } from "../act/use-confirmed";
import { When } from "../time/when";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { LinkButton } from "../ui/link-button";
import { Panel } from "../ui/panel";

type Session = ResultOf<typeof list>["items"][number];

/** Where the reader is signed in; every session but this one can be ended from here. */
export function SessionsPanel({ sessions }: { sessions: readonly Session[] }) {
  return (
    <Panel
      id="sessions"
      title="Your sessions"
      note="a revoked one is signed out at its next click"
      flush
      className="scroll-mt-4"
    >
      {sessions.length === 0 ? (
        <p className="px-3.5 py-3 text-text-2">You are not signed in by a session.</p>
      ) : null}
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3.5 py-2">
            <span className="min-w-0 flex-1">
              Signed in <When at={session.createdAt} />
              {session.current ? <Chip className="ml-2">this one</Chip> : null}
              <span className="block text-12 text-text-3">
                last seen <When at={session.lastSeenAt} />, ends <When at={session.expiresAt} form="until" />
              </span>
            </span>
            {session.current ? (
              <LinkButton href="/sign-out" size="sm">
                Sign out
              </LinkButton>
            ) : (
              <RevokeSession session={session} />
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function RevokeSession({ session }: { session: Session }) {
  const send = useConfirmed(revoke);
  return (
    <Confirm
      level={2}
      trigger={<Button size="sm">Revoke</Button>}
      title="Revoke this session?"
      facts={["Whoever uses it is signed out at once, and has to sign in again."]}
      verb="Revoke"
      onConfirm={() => send({ id: session.id })}
    />
  );
}
