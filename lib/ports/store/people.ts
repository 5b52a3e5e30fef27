/** One human, known by what the identity provider calls them; name and email are as of the last sign-in. */
export type Person = {
  id: string;
  issuer: string;
  subject: string;
  name: string;
  email: string;
  firstSeenAt: Date;
  lastSignInAt: Date;
};

export interface PeopleReads {
  get(id: string): Promise<Person | null>;
  /** In no order; unknown ids are left out. */
  many(ids: readonly string[]): Promise<readonly Person[]>;
  find(issuer: string, subject: string): Promise<Person | null>;
  /** By name. */
  list(): Promise<readonly Person[]>;
}

export interface People extends PeopleReads {
  /** The same issuer and subject are the same person for ever, whatever the name or address. */
  signIn(who: { issuer: string; subject: string; name: string; email: string }, now: Date): Promise<Person>;
}
