import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { bareEnvironment } from "@/lib/adapters/process/environment";
import { run } from "@/lib/adapters/process/run";
import { Fault } from "@/lib/ports/fault";
import type { HistoryCommit } from "./history";
import { historyOf } from "./history";

const committer = "Orchestr8 <orchestr8@acme.example>";

/**
 * Builds the example's remote: a bare repository at `into` whose branch main ends in exactly the files of the folder
 * `tree`, after eight weeks of commits before `now`. Equal arguments give equal commit ids. `into` must not exist;
 * it appears at once and whole.
 */
export async function buildExampleRemote(ask: {
  tree: string;
  into: string;
  now: Date;
  seed?: number;
}): Promise<{ head: string; commits: number }> {
  const commits = historyOf(await readTree(ask.tree), ask.now, ask.seed ?? 8);
  const building = `${ask.into}.part`;
  await rm(building, { recursive: true, force: true });
  await mkdir(dirname(building), { recursive: true });
  try {
    await git(["init", "--quiet", "--bare", "--initial-branch=main", "--", building]);
    await git(
      ["--git-dir", building, "-c", "fastimport.unpackLimit=1", "fast-import", "--quiet", "--done"],
      streamOf(commits),
    );
    const head = await git(["--git-dir", building, "rev-parse", "refs/heads/main"]);
    await rename(building, ask.into);
    return { head: head.trim(), commits: commits.length };
  } catch (cause) {
    await rm(building, { recursive: true, force: true });
    throw new Fault(`The example's repository could not be built at ${ask.into}`, {
      retryable: false,
      cause,
    });
  }
}

async function readTree(root: string): Promise<Map<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  // latin1 keeps every byte, so the last commit is the folder exactly.
  const read = paths
    .sort()
    .map(
      async (path) => [relative(root, path).replaceAll("\\", "/"), await readFile(path, "latin1")] as const,
    );
  return new Map(await Promise.all(read));
}

/** The input of `git fast-import` (git-fast-import(1), Input Format). */
function streamOf(commits: readonly HistoryCommit[]): Buffer {
  const parts: Buffer[] = [];
  const text = (line: string) => parts.push(Buffer.from(line, "utf8"));
  const data = (content: Buffer) =>
    parts.push(Buffer.from(`data ${content.length}\n`), content, Buffer.from("\n"));
  for (const { at, author, message, writes } of commits) {
    const when = `${Math.floor(at.getTime() / 1000)} +0000`;
    const name = `${author.name} <${author.email}>`;
    text(`commit refs/heads/main\nauthor ${name} ${when}\n`);
    text(`committer ${message.includes("\nPromotion-Id: ") ? committer : name} ${when}\n`);
    data(Buffer.from(message, "utf8"));
    for (const [path, content] of writes) {
      if (content === null) text(`D ${path}\n`);
      else {
        text(`M 100644 inline ${path}\n`);
        data(Buffer.from(content, "latin1"));
      }
    }
    text("\n");
  }
  text("done\n");
  return Buffer.concat(parts);
}

async function git(args: readonly string[], input?: Buffer): Promise<string> {
  const env = {
    ...bareEnvironment(),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    LC_ALL: "C",
  };
  const limits = { timeoutMs: 60_000, maxOutputBytes: 1 << 20 };
  const ran = await run({ command: "git", args, env, ...limits, ...(input ? { input } : {}) });
  if (ran.kind !== "exited" || ran.code !== 0) throw new Error(`git ${args[0]}: ${JSON.stringify(ran)}`);
  return ran.stdout.toString("utf8");
}
