import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRepoPath } from "@/lib/domain/repo-path";
import { Fault } from "@/lib/ports/fault";
import type { NewCommit } from "@/lib/ports/repo";
import type { Git } from "./git";
import { isObjectId } from "./revision";

export type Person = { name: string; email: string };

/**
 * Makes a commit object through an index of its own: no branch moves, no hook or filter runs, exactly these bytes.
 * The same input gives the same id, so a retry after a crash makes no second commit.
 */
export async function writeCommit(
  git: Git,
  prefix: string,
  committer: Person,
  commit: NewCommit,
): Promise<string> {
  if (!isObjectId(commit.base))
    throw new Fault("a commit needs the full id of its base", { retryable: false });
  for (const { path } of commit.writes) {
    if (!isRepoPath(path))
      throw new Fault("a commit may write inside the repository only", { retryable: false });
  }
  const folder = await mkdtemp(join(tmpdir(), "o8-index-"));
  try {
    const env = { GIT_INDEX_FILE: join(folder, "index") };
    await git.run(["read-tree", "--end-of-options", commit.base], { env });
    const rows: string[] = [];
    for (const { path, content } of commit.writes) {
      rows.push(
        content === null
          ? `0 ${"0".repeat(commit.base.length)}\t${prefix}${path}`
          : await stage(git, commit.base, prefix + path, content),
      );
    }
    await git.run(["update-index", "-z", "--index-info"], {
      env,
      input: rows.map((row) => `${row}\0`).join(""),
    });
    const tree = (await git.run(["write-tree"], { env })).text.trim();
    const made = await git.run(["commit-tree", "-p", commit.base, "-F", "-", tree], {
      env: {
        ...identity("AUTHOR", commit.author, commit.at),
        ...identity("COMMITTER", committer, commit.at),
      },
      input: messageOf(commit),
    });
    return made.text.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function stage(git: Git, base: string, path: string, content: Uint8Array): Promise<string> {
  const [blob, known] = await Promise.all([
    git.run(["hash-object", "-w", "--stdin", "--no-filters"], { input: content }),
    git.run(["ls-tree", "-z", "--full-tree", base, "--", path]),
  ]);
  const mode = known.text.slice(0, 6);
  if (mode !== "" && !mode.startsWith("100"))
    throw new Fault(`${path} is no regular file and is not edited`, { retryable: false });
  return `${mode === "100755" ? mode : "100644"} ${blob.text.trim()}\t${path}`;
}

/** The trailers stand in a paragraph of their own, so nothing in the message can pass for one. */
function messageOf(commit: NewCommit): string {
  const rows = [
    ...commit.coAuthors.map((who): readonly [string, string] => [
      "Co-authored-by",
      `${plain(who.name)} <${plain(who.email)}>`,
    ]),
    ...commit.trailers,
  ].map(([key, value]) => {
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(key))
      throw new Fault("a trailer's key holds letters, digits and dashes", { retryable: false });
    return `${key}: ${value.replace(/[\s\0]+/g, " ").trim()}`;
  });
  const message = commit.message.replaceAll("\0", "").trimEnd();
  return rows.length === 0 ? `${message}\n` : `${message}\n\n${rows.join("\n")}\n`;
}

const identity = (role: "AUTHOR" | "COMMITTER", who: Person, at: Date): Record<string, string> => ({
  [`GIT_${role}_NAME`]: plain(who.name) || plain(who.email) || "unknown",
  [`GIT_${role}_EMAIL`]: plain(who.email) || "unknown",
  [`GIT_${role}_DATE`]: `@${Math.floor(at.getTime() / 1000)} +0000`,
});

const plain = (text: string): string => text.replace(/[\p{Cc}<>]/gu, " ").trim();
