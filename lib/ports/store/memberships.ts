/** The identity provider said at `seenAt` that the person is in the team. */
export type StoredMembership = { person: string; team: string; seenAt: Date };

export interface MembershipsReads {
  of(person: string): Promise<readonly StoredMembership[]>;
  inTeam(team: string): Promise<readonly StoredMembership[]>;
  all(): Promise<readonly StoredMembership[]>;
}

export interface Memberships extends MembershipsReads {
  /** These teams, all seen now, and no others. */
  replace(person: string, teams: readonly string[], now: Date): Promise<void>;
}
