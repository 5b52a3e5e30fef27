/** Says that something changed, never what; heard by every replica after the commit, and by nobody after a rollback. */
export interface News {
  publish(topics: readonly string[]): Promise<void>;
}

export type NewsListener = {
  heard(topic: string): void;
  /** The line to the other replicas was cut for a while: anything may have changed. */
  missed(): void;
};
