import type { Fleet, FleetReading, Placement } from "@/lib/domain/fleet";
import type { Rendered } from "./renderer";
import type { Commit, Tree } from "./repo";

/** The fleet as one revision declares it, and what it renders to. */
export interface DesiredState {
  /** Null for a working tree. */
  readonly commit: Commit | null;
  readonly revision: string;
  readonly tree: Tree;
  /** What this revision itself says, problems included. */
  readonly reading: FleetReading;
  /** The rules in force: of this revision when it is valid, else of the last valid commit. */
  readonly fleet: Fleet;
  /** Rendered once, then remembered; a failed render is an answer, never a throw. */
  render(placement: Placement): Promise<Rendered>;
  /** Every file of the revision, for existence questions. */
  readonly paths: ReadonlySet<string>;
}

/** Desired state at the protected head (or the working tree), kept right by fetches. */
export interface Desired {
  head(): Promise<DesiredState>;
  /** Null when there is no such revision. */
  at(revision: string): Promise<DesiredState | null>;
  /** The head with some files replaced, to see what an edit would render to. */
  edited(base: DesiredState, writes: ReadonlyMap<string, string | null>): Promise<DesiredState>;
  /** When Git was last asked with success; null for a working tree. */
  askedAt(): Date | null;
}
