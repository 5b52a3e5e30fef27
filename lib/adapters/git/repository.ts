import { isRepoPath } from "@/lib/domain/repo-path";
import type { BlameLine, Commit, Repo, Tree } from "@/lib/ports/repo";
import { recent } from "../process/recent";
import type { Git } from "./git";
import { logFormat, readBlame, readLog } from "./history";
import { openObjects } from "./objects";
import { isObjectId, isRevision } from "./revision";
import { commitTree } from "./tree";
import { type Person, writeCommit } from "./write-commit";

type Readable = Pick<Repo, "resolve" | "commit" | "at" | "log" | "blame" | "contains" | "write"> & {
  close(): Promise<void>;
};

const treesKept = 64;
const blobBytesKept = 48 * 1024 * 1024;

/**
 * What a mirror and a checkout have in common: reading history and making commit objects.
 * Git runs in the fleet's folder, so paths are its own; `prefix` is that folder in the repository ("" or "a/b/").
 */
export function readRepository(git: Git, prefix: string, committer: Person): Readable {
  const raw = openObjects(git);
  const blobs = recent<Promise<Buffer | null>>(blobBytesKept);
  const trees = recent<Tree>(treesKept);
  const blames = recent<readonly BlameLine[]>(2_000);
  const objects = { ...raw, read: (id: string) => readOnce(id) };

  // Small blobs are read again for every placement that shares a base; large ones are not kept.
  function readOnce(id: string): Promise<Buffer | null> {
    const known = blobs.get(id);
    if (known) return known;
    const reading = raw.read(id).then((content) => {
      if (content && content.length <= 1024 * 1024)
        blobs.set(id, Promise.resolve(content), content.length + 64);
      return content;
    });
    return reading;
  }

  const resolve = async (revision: string): Promise<string | null> => {
    if (!isRevision(revision)) return null;
    const { code, text } = await git.run(
      ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`],
      {
        answers: [1, 128],
      },
    );
    const id = text.trim().split("\n").at(-1) ?? "";
    return code === 0 && isObjectId(id) ? id : null;
  };

  const log: Repo["log"] = async ({ revision, paths, since, limit, grep }) => {
    const from = isObjectId(revision) ? revision : await resolve(revision);
    if (from === null) return [];
    const wanted = paths?.filter((path) => path === "" || isRepoPath(path)).map((path) => path || ".");
    if (paths && wanted?.length === 0) return [];
    const time = since === undefined ? undefined : new Date(since);
    const { code, text } = await git.run(
      [
        "log",
        "-z",
        logFormat,
        "--encoding=UTF-8",
        "--no-color",
        `--max-count=${Math.max(0, Math.floor(limit))}`,
        ...(time && !Number.isNaN(time.getTime()) ? [`--since=${time.toISOString()}`] : []),
        ...(grep === undefined || grep.includes("\0")
          ? []
          : ["--fixed-strings", "--regexp-ignore-case", `--grep=${grep}`]),
        "--end-of-options",
        from,
        "--",
        ...(wanted ?? (prefix === "" ? [] : ["."])),
      ],
      { answers: [128] },
    );
    return code === 0 ? readLog(text) : [];
  };

  const blame: Repo["blame"] = async (sha, path) => {
    if (!isObjectId(sha) || !isRepoPath(path)) return [];
    const asked = blames.get(`${sha}:${path}`);
    if (asked) return asked;
    // The last commit that touched the file blames alike, and stays the same while the branch moves on.
    const touched = await git.run(["rev-list", "--max-count=1", "--end-of-options", sha, "--", path], {
      answers: [128],
    });
    const from = touched.text.trim();
    if (!isObjectId(from)) return [];
    const known = blames.get(`${from}:${path}`);
    if (known) blames.set(`${sha}:${path}`, known);
    if (known) return known;
    const { code, text } = await git.run(
      ["blame", "--porcelain", "--no-textconv", "--encoding=UTF-8", from, "--", path],
      { answers: [128] },
    );
    const lines = code === 0 ? readBlame(text) : [];
    for (const commit of [from, sha]) blames.set(`${commit}:${path}`, lines);
    return lines;
  };

  return {
    resolve,
    log,
    blame,
    commit: async (sha): Promise<Commit | null> => {
      if (!isObjectId(sha)) return null;
      const { code, text } = await git.run(
        ["log", "-z", logFormat, "--encoding=UTF-8", "--no-color", "--max-count=1", sha, "--"],
        { answers: [128] },
      );
      return code === 0 ? (readLog(text)[0] ?? null) : null;
    },
    at: async (sha) => {
      const known = trees.get(sha);
      if (known) return known;
      const tree = isObjectId(sha) ? commitTree(git, objects, sha, prefix) : emptyTree(sha);
      trees.set(sha, tree);
      return tree;
    },
    contains: async (descendant, ancestor) => {
      if (!isObjectId(descendant) || !isObjectId(ancestor)) return false;
      const { code } = await git.run(["merge-base", "--is-ancestor", ancestor, descendant], {
        answers: [1, 128],
      });
      return code === 0;
    },
    write: (commit) => writeCommit(git, prefix, committer, commit),
    close: async () => raw.close(),
  };
}

/** A tree without files, for a revision that names no commit. */
export const emptyTree = (revision: string): Tree => ({
  revision,
  list: async () => [],
  read: async () => null,
  text: async () => null,
});
