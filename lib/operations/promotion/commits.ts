import type { DesiredRelease } from "@/lib/domain/release";
import type { DesiredState } from "@/lib/ports/desired";
import type { Commit, Repo } from "@/lib/ports/repo";

const kept = new WeakMap<DesiredState, Map<string, Promise<readonly Commit[]>>>();
const commitsShown = 50;

/**
 * The GitOps commits that set the promoted values since the target got its release, newest first: those that wrote the
 * source's lines after the target's own lines were last written. For a rollback, those that wrote the lines come back.
 */
export function promotedCommits(
  repo: Repo,
  state: DesiredState,
  ask: { application: string; from: string | null; to: string },
  carried: DesiredRelease,
  target: DesiredRelease,
): Promise<readonly Commit[]> {
  const memory = kept.get(state) ?? new Map<string, Promise<readonly Commit[]>>();
  kept.set(state, memory);
  const id = `${ask.application}/${ask.from}/${ask.to}`;
  let answer = memory.get(id);
  if (!answer) {
    answer = read(repo, state, ask.from, carried, target);
    answer.catch(() => memory.delete(id));
    memory.set(id, answer);
  }
  return answer;
}

async function read(
  repo: Repo,
  state: DesiredState,
  from: string | null,
  carried: DesiredRelease,
  target: DesiredRelease,
): Promise<readonly Commit[]> {
  const revision = state.commit?.sha;
  if (revision === undefined || from === null) return [];
  const changed = carried.knobs.filter(
    (knob) => target.knobs.find((t) => t.key === knob.key)?.value !== knob.value,
  );
  const shas = new Set<string>();
  for (const knob of changed) {
    const line = (await repo.blame(revision, knob.file)).find((blamed) => blamed.line === knob.line);
    if (line) shas.add(line.sha);
  }
  // Values that were set and set again on their way belong to the release, too: everything since the target's last one.
  const [last] = await repo.log({
    revision,
    paths: [...new Set(target.knobs.map((knob) => knob.file))],
    limit: 1,
  });
  const since = last?.committedAt;
  const files = [...new Set(changed.map((knob) => knob.file))];
  const between =
    files.length === 0 || since === undefined
      ? []
      : (await repo.log({ revision, paths: files, limit: commitsShown })).filter(
          (commit) => commit.committedAt > since,
        );
  const all = new Map(between.map((commit) => [commit.sha, commit]));
  for (const sha of shas) {
    const commit = all.get(sha) ?? (await repo.commit(sha));
    if (commit) all.set(sha, commit);
  }
  return [...all.values()].sort((a, b) => (a.committedAt < b.committedAt ? 1 : -1));
}
