import type { OwnId } from "./page";

/** A personal access token; the store knows only the hash of its secret. */
export type Token = {
  id: string;
  person: string;
  name: string;
  scopes: readonly string[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

export interface TokensReads {
  /** Also when revoked or expired: whoever asks decides. */
  byHash(hash: string): Promise<Token | null>;
  /** Not revoked, newest first; expired ones too, so that their end can be shown. */
  of(person: string): Promise<readonly Token[]>;
}

export interface Tokens extends TokensReads {
  create(
    token: OwnId & { person: string; name: string; hash: string; scopes: readonly string[]; expiresAt: Date },
    now: Date,
  ): Promise<Token>;
  /** Writes at most once a minute. */
  used(id: string, now: Date): Promise<void>;
  /** False when there is none, it was revoked already, or it belongs to somebody else. */
  revoke(id: string, person: string, now: Date): Promise<boolean>;
}
