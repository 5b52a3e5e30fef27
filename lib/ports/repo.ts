/** A commit as Git knows it; times are UTC ISO 8601. */
export type Commit = {
  sha: string;
  parents: readonly string[];
  author: { name: string; email: string };
  authoredAt: string;
  committer: { name: string; email: string };
  committedAt: string;
  subject: string;
  body: string;
  /** Trailer key -> values, as `git interpret-trailers` reads them. */
  trailers: Readonly<Record<string, readonly string[]>>;
};

export type TreeEntry = {
  /** From the repository's root, with forward slashes. */
  path: string;
  kind: "file" | "symlink" | "submodule";
  /** Git's blob id; for the working tree the id the content would have. */
  blob: string;
  executable: boolean;
};

/** The files of one commit, or of the working tree with its uncommitted edits. */
export interface Tree {
  /** A commit id, or `working` for the working tree. */
  readonly revision: string;
  list(): Promise<readonly TreeEntry[]>;
  /** Null when there is no such file; symlinks are read as their target text. Paths outside the root are refused. */
  read(path: string): Promise<Uint8Array | null>;
  text(path: string): Promise<string | null>;
}

export type BlameLine = {
  line: number;
  sha: string;
  author: { name: string; email: string };
  authoredAt: string;
  subject: string;
};

/** The whole new content of a file, or its deletion. */
export type FileWrite = { path: string; content: Uint8Array | null };

export type NewCommit = {
  /** The commit it is made on. */
  base: string;
  writes: readonly FileWrite[];
  message: string;
  author: { name: string; email: string };
  coAuthors: readonly { name: string; email: string }[];
  /** Appended as trailers, in order. */
  trailers: readonly (readonly [string, string])[];
  /** Author and committer time. */
  at: Date;
};

export type PushResult = { kind: "pushed" } | { kind: "moved"; head: string };

/**
 * One Git repository. Faults (remote unreachable, refused credentials) are thrown as `Fault`.
 * Revisions and paths come from people: they are validated and never reach git as options.
 */
export interface Repo {
  /** Gets news from the remote; a local checkout has none and answers at once. */
  fetch(): Promise<void>;
  /** The commit id a branch, tag or abbreviated id stands for; null when there is none. */
  resolve(revision: string): Promise<string | null>;
  commit(sha: string): Promise<Commit | null>;
  at(sha: string): Promise<Tree>;
  /** The checkout with its uncommitted files; null for a mirror. */
  working(): Promise<Tree | null>;
  /** Newest first. */
  log(ask: {
    revision: string;
    paths?: readonly string[];
    since?: string;
    limit: number;
    grep?: string;
  }): Promise<readonly Commit[]>;
  blame(sha: string, path: string): Promise<readonly BlameLine[]>;
  /** Is `ancestor` reachable from `descendant`? */
  contains(descendant: string, ancestor: string): Promise<boolean>;
  /** Makes a commit object without moving any branch; answers its id. */
  write(commit: NewCommit): Promise<string>;
  /** Moves the remote branch to `sha` only if it still is at `expected`. */
  push(ask: { sha: string; branch: string; expected: string }): Promise<PushResult>;
}
