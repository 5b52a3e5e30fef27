import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { asProcessEnv } from "../process/environment";

const env = asProcessEnv({
  PATH: process.env.PATH ?? "/usr/bin:/bin",
  HOME: "/nonexistent",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.org",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.org",
});

/** Real Git in a temporary folder, for tests: a bare remote and a checkout that pushes to it. */
export function scratchRepository() {
  const folder = mkdtempSync(join(tmpdir(), "o8-git-test-"));
  const remote = join(folder, "remote.git");
  const work = join(folder, "work");
  let minute = 0;
  const git = (args: readonly string[], cwd = work): string => {
    minute += 1;
    const date = `${1_700_000_000 + minute * 60} +0100`;
    const dated = { ...env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    return execFileSync("git", [...args], {
      cwd,
      env: dated,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  };
  mkdirSync(work);
  git(["init", "--quiet", "--bare", "--initial-branch=main", remote]);
  git(["init", "--quiet", "--initial-branch=main", "."]);
  git(["remote", "add", "origin", remote]);
  const put = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), content);
  };
  return {
    folder,
    remote,
    work,
    git,
    put,
    /** Writes the files, commits and pushes them; answers the commit. */
    commit: (files: Readonly<Record<string, string | Uint8Array>>, message = "change") => {
      for (const [path, content] of Object.entries(files)) put(path, content);
      git(["add", "--all"]);
      git(["commit", "--quiet", "--allow-empty", "-m", message]);
      git(["push", "--quiet", "origin", "HEAD"]);
      return git(["rev-parse", "HEAD"]);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
