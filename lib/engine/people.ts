import type { Actor } from "@/lib/domain/actor";
import type { Fleet } from "@/lib/domain/fleet";
import type { Session } from "@/lib/ports/store/sessions";
import type { Store } from "@/lib/ports/store/store";

export type SignedIn = {
  issuer: string;
  subject: string;
  name: string;
  email: string;
  /** Identity-provider groups; or the teams themselves, where the people are ours (the demo). */
  groups: readonly string[];
  /** When they proved it; null when the identity provider does not say. */
  authenticatedAt: Date | null;
};

/** The teams that some identity-provider groups stand for, as the fleet file maps them; a team's own name counts too. */
export function teamsOfGroups(fleet: Fleet, groups: readonly string[]): readonly string[] {
  const given = new Set(groups);
  return fleet.teams.filter((team) => team.groups.some((group) => given.has(group))).map((team) => team.name);
}

/** Signs people in and tells who they are; memberships are stored with the time they were seen. */
export function openPeople(
  store: Store,
  ask: { fleet: () => Promise<Fleet>; now: () => Date; firstAdmin: string | null },
) {
  return {
    /** A new session of the person that the identity provider vouches for. */
    async signIn(who: SignedIn, maxAgeSeconds: number): Promise<Session> {
      const now = ask.now();
      const fleet = await ask.fleet();
      const first = ask.firstAdmin !== null && who.email.toLowerCase() === ask.firstAdmin.toLowerCase();
      const teams = [...new Set([...teamsOfGroups(fleet, who.groups), ...(first ? fleet.roles.admin : [])])];
      return store.write(async (tx) => {
        const person = await tx.people.signIn(who, now);
        await tx.memberships.replace(person.id, teams, now);
        return tx.sessions.create(
          {
            person: person.id,
            expiresAt: new Date(now.getTime() + maxAgeSeconds * 1000),
            authenticatedAt: who.authenticatedAt,
          },
          now,
        );
      });
    },
    /** Null when the person is not known any more. */
    async actor(id: string, via: Extract<Actor, { kind: "person" }>["via"]): Promise<Actor | null> {
      const [person, memberships] = await Promise.all([
        store.read.people.get(id),
        store.read.memberships.of(id),
      ]);
      if (!person) return null;
      return {
        kind: "person",
        id: person.id,
        name: person.name,
        email: person.email,
        teams: memberships.map(({ team, seenAt }) => ({ team, seenAt })),
        via,
      };
    },
  };
}
