"use client";

import type { z } from "zod";
import { revoke, type TokenItem } from "@/lib/contract/token";
import type { ProofView } from "@/lib/contract/view";
import { Confirm } from "../act/confirm";
import { useConfirmed } from "../act/use-confirmed";
import { When } from "../time/when";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { Panel } from "../ui/panel";
import { NewToken } from "./new-token";

type Token = z.infer<typeof TokenItem>;

/** The reader's own tokens, without their secrets: those were shown once. */
export function TokensPanel({
  tokens,
  proof,
}: {
  tokens: readonly Token[];
  /** What making one that may approve asks of the reader. */
  proof: ProofView;
}) {
  return (
    <Panel
      id="tokens"
      title="Your access tokens"
      note="for the CLI and for CI"
      aside={<NewToken proof={proof} />}
      flush
      className="scroll-mt-4"
    >
      {tokens.length === 0 ? (
        <p className="px-3.5 py-3 text-text-2">
          You have none. <code className="mono">o8 login</code> asks for one.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {tokens.map((token) => (
            <li
              key={token.id}
              className="grid items-center gap-x-4 gap-y-1 px-3.5 py-2 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]"
            >
              <span className="min-w-0">
                <b className="[overflow-wrap:anywhere]">{token.name}</b>
                <span className="block text-12 text-text-3">
                  made <When at={token.createdAt} />,{" "}
                  {token.lastUsedAt ? (
                    <>
                      used <When at={token.lastUsedAt} />
                    </>
                  ) : (
                    "never used"
                  )}
                </span>
              </span>
              <span className="flex min-w-0 flex-wrap items-center gap-1.5">
                {token.scopes.map((scope) => (
                  <Chip key={scope}>{scope}</Chip>
                ))}
                <span className="text-12 text-text-2">
                  ends <When at={token.expiresAt} form="until" />
                </span>
              </span>
              <RevokeToken token={token} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function RevokeToken({ token }: { token: Token }) {
  const send = useConfirmed(revoke);
  return (
    <Confirm
      level={2}
      trigger={<Button size="sm">Revoke</Button>}
      title={`Revoke ${token.name}?`}
      facts={["Whatever uses it is refused at once.", "It cannot be brought back; make a new one instead."]}
      verb="Revoke"
      onConfirm={() => send({ id: token.id })}
    />
  );
}
