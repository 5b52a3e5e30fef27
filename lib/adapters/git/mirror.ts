import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "@/lib/ports/fault";
import type { PushResult, Repo } from "@/lib/ports/repo";
import { describeRemote, type GitCredentials, type Remote } from "./credentials";
import { type Git, openGit } from "./git";
import { readRepository } from "./repository";
import { isObjectId, isRefName } from "./revision";
import type { Person } from "./write-commit";

export type MirrorSettings = {
  /** https, http, ssh, `user@host:path`, file or an absolute folder. */
  remote: string;
  /** The bare mirror's folder; made when absent, ours alone. */
  folder: string;
  /** The protected branch; what HEAD stands for. */
  branch: string;
  credentials?: GitCredentials;
  /** Who commits; the author is named by each commit. */
  committer?: Person;
};

/** A repository that holds a child process while it is read. */
export type OpenRepo = Repo & { close(): Promise<void> };

const networkMs = 120_000;

/** A bare mirror of a remote. Nothing is fetched before `fetch` is called the first time. */
export async function openMirror(settings: MirrorSettings): Promise<OpenRepo> {
  const { folder, branch } = settings;
  if (!isRefName(branch))
    throw new Fault("the protected branch's name is not a branch name", { retryable: false });
  const remote = describeRemote(settings.remote, folder, settings.credentials);
  await mkdir(folder, { recursive: true });
  const git = openGit(folder);
  if (!(await exists(join(folder, "HEAD")))) await git.run(["init", "--bare", "--quiet", "--template=", "."]);
  await git.run(["symbolic-ref", "HEAD", `refs/heads/${branch}`]);
  const readable = readRepository(
    git,
    "",
    settings.committer ?? { name: "Orchestr8", email: "orchestr8@localhost" },
  );

  const download = () =>
    git.run(
      [
        "fetch",
        "--quiet",
        "--prune",
        "--force",
        "--no-tags",
        "--no-write-fetch-head",
        "--end-of-options",
        remote.url,
        "+refs/heads/*:refs/heads/*",
        "+refs/tags/*:refs/tags/*",
      ],
      { remote, timeoutMs: networkMs },
    );
  const fetch = oneAtATime(async () => void (await download()));

  const headOf = (name: string) => remoteHead(git, remote, name);
  const push = async (ask: { sha: string; branch: string; expected: string }): Promise<PushResult> => {
    if (!isRefName(ask.branch) || !isObjectId(ask.sha) || !isObjectId(ask.expected)) {
      throw new Fault("a push names a branch and two whole commit ids", { retryable: false });
    }
    if (!(await readable.contains(ask.sha, ask.expected))) {
      throw new Fault("a push must build on the commit it expects; nothing was pushed", { retryable: false });
    }
    const ref = `refs/heads/${ask.branch}`;
    try {
      await git.run(
        [
          "push",
          "--quiet",
          "--no-verify",
          `--force-with-lease=${ref}:${ask.expected}`,
          "--end-of-options",
          remote.url,
          `${ask.sha}:${ref}`,
        ],
        {
          remote,
          timeoutMs: networkMs,
        },
      );
    } catch (fault) {
      // Remotes word a refusal in many ways; where the branch stands now is the answer.
      const head = await headOf(ask.branch);
      if (head !== null && head !== ask.expected && head !== ask.sha) return { kind: "moved", head };
      if (head !== ask.sha) throw fault;
    }
    await git.run(["update-ref", ref, ask.sha], { answers: [1, 128] });
    return { kind: "pushed" };
  };

  return { ...readable, fetch, push, working: async () => null };
}

async function remoteHead(git: Git, remote: Remote, branch: string): Promise<string | null> {
  const { text } = await git.run(
    ["ls-remote", "--quiet", "--refs", "--end-of-options", remote.url, `refs/heads/${branch}`],
    { remote, timeoutMs: 30_000 },
  );
  const row = text.split("\n").find((line) => line.endsWith(`\trefs/heads/${branch}`));
  return row?.split("\t")[0] ?? null;
}

/** Whoever asks while one runs may know of news that came after its start: all of them share one more run. */
function oneAtATime(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let following: Promise<void> | null = null;
  const start = () => {
    running = act().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (!running) return start();
    following ??= running
      .catch(() => undefined)
      .then(() => {
        following = null;
        return start();
      });
    return following;
  };
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
