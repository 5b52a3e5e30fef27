import type { OwnId } from "./page";

/** Somebody's word that an environment stays up although its schedule would let it sleep. */
export type AwakeKeep = {
  id: string;
  environment: string;
  /** Id of the person. */
  person: string;
  reason: string;
  from: Date;
  until: Date;
  /** When it was taken back before `until`, and by whom. */
  endedAt: Date | null;
  endedBy: string | null;
};

export interface KeepsReads {
  /** Those whose end, as asked for or taken back, is after a moment; oldest first. Of one environment, or of all. */
  since(ask: { after: Date; environment?: string | undefined }): Promise<readonly AwakeKeep[]>;
}

export interface Keeps extends KeepsReads {
  keep(
    keep: OwnId & Pick<AwakeKeep, "environment" | "person" | "reason" | "until">,
    now: Date,
  ): Promise<AwakeKeep>;
  /** Takes back all that hold now; how many. */
  end(ask: { environment: string; person: string }, now: Date): Promise<number>;
}
