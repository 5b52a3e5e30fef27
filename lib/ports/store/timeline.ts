import type { OwnId } from "./page";

/** Something that happened to a promotion, comments included. */
export type TimelineEvent = {
  id: string;
  promotion: string;
  /** requested, comment, approved, rejected, replanned, … */
  kind: string;
  /** Id of a person, or name of the machine. */
  actor: string;
  text: string;
  detail: string | null;
  at: Date;
};

export interface TimelineReads {
  /** Oldest first. */
  of(promotion: string): Promise<readonly TimelineEvent[]>;
}

export interface Timeline extends TimelineReads {
  add(
    event: OwnId & Omit<TimelineEvent, "id" | "at" | "detail"> & { detail?: string | null },
    now: Date,
  ): Promise<TimelineEvent>;
}
