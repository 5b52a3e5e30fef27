import type { Place } from "@/lib/domain/problem";
import type { DesiredState } from "@/lib/ports/desired";
import { Fault } from "@/lib/ports/fault";
import type { BlameLine, Repo } from "@/lib/ports/repo";

/** Who wrote a line, when and why; all null for a line that was not committed yet. */
export type Authorship = {
  commit: string | null;
  author: string | null;
  time: string | null;
  subject: string | null;
};

const nobody: Authorship = { commit: null, author: null, time: null, subject: null };
type Read = { lines: readonly BlameLine[]; same: (line: number) => boolean };
const kept = new WeakMap<DesiredState, Map<string, Promise<Read | null>>>();

/** The last commit of each place, by `git blame` at the state's commit; of a working tree, at its HEAD. */
export async function authorsOf(
  repo: Repo,
  state: DesiredState,
  places: readonly Place[],
): Promise<(place: Place) => Authorship> {
  const files = [...new Set(places.map((place) => place.file))];
  const reads = new Map(
    await Promise.all(files.map(async (file) => [file, await blamed(repo, state, file)] as const)),
  );
  return ({ file, line }) => {
    const read = reads.get(file);
    const found = read?.same(line) ? read.lines.find((one) => one.line === line) : undefined;
    return found
      ? { commit: found.sha, author: found.author.name, time: found.authoredAt, subject: found.subject }
      : nobody;
  };
}

function blamed(repo: Repo, state: DesiredState, file: string): Promise<Read | null> {
  const memory = kept.get(state) ?? new Map<string, Promise<Read | null>>();
  kept.set(state, memory);
  let answer = memory.get(file);
  if (!answer) {
    answer = read(repo, state, file);
    answer.catch(() => memory.delete(file));
    memory.set(file, answer);
  }
  return answer;
}

async function read(repo: Repo, state: DesiredState, file: string): Promise<Read | null> {
  const sha = state.commit?.sha ?? (await headOf(repo));
  if (sha === null) return null;
  const committed = state.commit ? null : await (await repo.at(sha)).text(file);
  if (!state.commit && committed === null) return null;
  const lines = await repo.blame(sha, file).catch((error: unknown) => {
    // A file that the commit does not have was written by nobody yet.
    if (error instanceof Fault && !error.retryable) return [];
    throw error;
  });
  if (committed === null) return { lines, same: () => true };
  const now = ((await state.tree.text(file)) ?? "").split("\n");
  const then = committed.split("\n");
  return { lines, same: (line) => now[line - 1] === then[line - 1] };
}

/** A folder without Git has no history, and that is no failure. */
const headOf = (repo: Repo): Promise<string | null> => repo.resolve("HEAD").catch(() => null);
