import "server-only";
import { getServerSession } from "next-auth";
import type { Actor } from "@/lib/domain/actor";
import { authOptions, type SessionClaims } from "./auth";
import { engine } from "./engine";

/** The signed-in person of this page, action or stream; null when signed out, revoked or expired. */
export async function actorOfSession(): Promise<Actor | null> {
  const session = (await getServerSession(await authOptions())) as SessionClaims | null;
  if (!session?.o8) return null;
  const running = await engine();
  const now = running.now();
  const stored = await running.store.read.sessions.get(session.o8.session);
  if (!stored || stored.revokedAt || stored.expiresAt <= now || stored.version !== session.o8.version)
    return null;
  void running.store.write((tx) => tx.sessions.seen(stored.id, now)).catch(() => undefined);
  return running.person(stored.person, {
    kind: "session",
    id: stored.id,
    authenticatedAt: stored.authenticatedAt,
  });
}

/** A bearer token when one is sent, else the session cookie; a wrong token is nobody, never the cookie's person. */
export async function actorOfRequest(request: Request): Promise<Actor | null> {
  const header = request.headers.get("authorization");
  if (header === null) return actorOfSession();
  const secret = /^Bearer (o8t_[0-9a-z]{40,80})$/.exec(header)?.[1];
  if (!secret) return null;
  const running = await engine();
  const now = running.now();
  const token = await running.store.read.tokens.byHash(running.keyedHash(secret));
  if (!token || token.revokedAt || token.expiresAt <= now) return null;
  void running.store.write((tx) => tx.tokens.used(token.id, now)).catch(() => undefined);
  return running.person(token.person, { kind: "token", id: token.id, scopes: token.scopes });
}
