import { desiredRelease } from "@/lib/domain/release";
import type { DesiredState } from "@/lib/ports/desired";
import type { Commit, Repo } from "@/lib/ports/repo";
import { releaseOf, releaseTexts } from "./release-of";

/** One version as Git first declared it in one environment. */
export type DeclaredVersion = {
  environment: string;
  version: string;
  at: string;
  /** When another version took its place; null while it is declared. */
  until: string | null;
  sha: string;
  author: string;
  subject: string;
  promotion: string | null;
};

const commitsRead = 60;
const kept = new WeakMap<DesiredState, Map<string, Promise<readonly DeclaredVersion[]>>>();
// By the last commit of the file: a new head that does not touch it costs one `git log` and nothing more.
const read = new Map<string, readonly DeclaredVersion[]>();
const readAtMost = 2000;

/**
 * Which version an environment of an application declared when, newest first: read from Git's history of the lines
 * that set it, so it is true for the time before this console was installed, too.
 */
export function versionHistory(
  repo: Repo,
  state: DesiredState,
  application: string,
  environment: string,
  sha256: (text: string) => string,
): Promise<readonly DeclaredVersion[]> {
  const memory = kept.get(state) ?? new Map<string, Promise<readonly DeclaredVersion[]>>();
  kept.set(state, memory);
  const id = `${application}/${environment}`;
  let answer = memory.get(id);
  if (!answer) {
    answer = readHistory(repo, state, application, environment, sha256);
    answer.catch(() => memory.delete(id));
    memory.set(id, answer);
  }
  return answer;
}

async function readHistory(
  repo: Repo,
  state: DesiredState,
  application: string,
  environment: string,
  sha256: (text: string) => string,
): Promise<readonly DeclaredVersion[]> {
  const { knobs } = await releaseOf(state, application, environment, sha256);
  const main = knobs.find((knob) => knob.kind === "image" || knob.kind === "digest");
  if (!main || !state.commit) return [];
  const commits = await repo.log({ revision: state.commit.sha, paths: [main.file], limit: commitsRead });
  const key = `${application}/${environment}/${main.file}/${commits[0]?.sha ?? ""}`;
  const known = read.get(key);
  if (known) return known;
  const declared: DeclaredVersion[] = [];
  let until: string | null = null;
  const versions = await Promise.all(
    commits.map((commit) => versionAt(repo, state, application, environment, main.file, commit)),
  );
  for (const [index, commit] of commits.entries()) {
    const version = versions[index] ?? null;
    if (version === null || versions[index + 1] === version) continue;
    declared.push({
      environment,
      version,
      at: commit.authoredAt,
      until,
      sha: commit.sha,
      author: commit.author.name,
      subject: commit.subject,
      promotion: commit.trailers["Promotion-Id"]?.[0] ?? null,
    });
    until = commit.authoredAt;
  }
  if (read.size >= readAtMost) read.clear();
  read.set(key, declared);
  return declared;
}

async function versionAt(
  repo: Repo,
  state: DesiredState,
  application: string,
  environment: string,
  file: string,
  commit: Commit,
): Promise<string | null> {
  const text = await (await repo.at(commit.sha)).text(file);
  if (text === null) return null;
  const today = await releaseTexts(state);
  return desiredRelease({
    application: { name: application, promote: [] },
    environment,
    placements: state.fleet.placements.filter(
      (p) => p.application === application && p.environment === environment,
    ),
    // The way to the line may lead over other files (a cluster's folder): those are read as they are today.
    text: (path) => (path === file ? text : today(path)),
    hash: () => "",
  }).version;
}

/** Versions of an application by first appearance anywhere, newest first. */
export function versionAxis(histories: readonly (readonly DeclaredVersion[])[]): readonly string[] {
  const first = new Map<string, string>();
  for (const { version, at } of histories.flat()) {
    const known = first.get(version);
    if (known === undefined || at < known) first.set(version, at);
  }
  return [...first].sort(([, a], [, b]) => (a < b ? 1 : -1)).map(([version]) => version);
}
