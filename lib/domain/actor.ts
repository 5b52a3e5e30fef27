/** Who asks. Teams carry the time they were last confirmed by the identity provider. */
export type Membership = { team: string; seenAt: Date };

export type Actor =
  | {
      kind: "person";
      id: string;
      name: string;
      email: string;
      teams: readonly Membership[];
      via: /** `authenticatedAt`: when they last proved who they are; null when nobody can say. */
        | { kind: "session"; id: string; authenticatedAt: Date | null }
        | { kind: "token"; id: string; scopes: readonly string[] };
    }
  /** The CLI on a checkout; may run only what needs nothing but the files. */
  | { kind: "local" }
  /** Our own jobs and automation. */
  | { kind: "machine"; name: string };

export const actorName = (actor: Actor): string =>
  actor.kind === "person" ? actor.name : actor.kind === "machine" ? actor.name : "local";
