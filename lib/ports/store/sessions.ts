import type { OwnId } from "./page";

/** `version` goes into the cookie: a cookie with an older one is dead. */
export type Session = {
  id: string;
  person: string;
  version: number;
  createdAt: Date;
  /** When the person last proved who they are; null when the identity provider did not say. */
  authenticatedAt: Date | null;
  lastSeenAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
};

export interface SessionsReads {
  /** Also when revoked or expired: whoever asks decides. */
  get(id: string): Promise<Session | null>;
  /** Neither revoked nor expired, newest first. */
  live(person: string, now: Date): Promise<readonly Session[]>;
}

export interface Sessions extends SessionsReads {
  create(
    session: OwnId & { person: string; expiresAt: Date; authenticatedAt: Date | null },
    now: Date,
  ): Promise<Session>;
  /** Writes at most once a minute, so a busy page costs no writes. */
  seen(id: string, now: Date): Promise<void>;
  /** Raises the version, so cookies given out before are dead; null when the session is not live. */
  rotate(id: string, now: Date): Promise<Session | null>;
  /** False when there is none, it was revoked already, or it belongs to somebody else. */
  revoke(id: string, person: string, now: Date): Promise<boolean>;
  /** How many were ended. */
  revokeAll(person: string, now: Date): Promise<number>;
}
