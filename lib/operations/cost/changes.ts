import type { ChangeView } from "@/lib/contract/cost";
import { dayIn, daysBefore, shortDay } from "@/lib/domain/cost-review/month";
import { FLEET_FILE } from "@/lib/domain/fleet/files";
import type { DesiredState } from "@/lib/ports/desired";
import type { Commit, Repo } from "@/lib/ports/repo";
import type { Reads } from "@/lib/ports/store/store";

/** Which files' changes are meant: an application's, or those that set an environment's node pool. */
export type About = { application: string | null; environment: string | null };

/** The changes of a day and of the evening before it, promotions first. */
export type ChangesOn = (about: About, day: string) => Promise<readonly ChangeView[]>;

const commitsRead = 300;
const shownChanges = 3;

/**
 * What changed on a day, as Git's history of the files tells it: true for the time before this console, too. A change
 * that is known to be of another environment is left out. Each set of files is read once.
 */
export function changesOf(
  { repo, store }: { repo: Pick<Repo, "log">; store: Pick<Reads, "promotions"> },
  state: DesiredState,
  since: string,
): ChangesOn {
  const { fleet, commit } = state;
  const logs = new Map<string, Promise<readonly Commit[]>>();
  const logOf = (paths: readonly string[]): Promise<readonly Commit[]> => {
    if (!commit || paths.length === 0) return Promise.resolve([]);
    const key = JSON.stringify(paths);
    const known =
      logs.get(key) ??
      repo.log({
        revision: commit.sha,
        paths,
        since: `${daysBefore(since, 2)}T00:00:00Z`,
        limit: commitsRead,
      });
    logs.set(key, known);
    return known;
  };
  const view = async (one: Commit, environment: string | null): Promise<ChangeView | null> => {
    const id = one.trailers["Promotion-Id"]?.[0];
    const promotion = id === undefined ? null : await store.promotions.get(id);
    if (promotion && environment !== null && promotion.target !== environment) return null;
    return {
      at: new Date(one.committedAt).toISOString(),
      day: shortDay(dayIn(new Date(one.committedAt), fleet.zone)),
      text: one.subject,
      who: one.author.name,
      sha: one.sha,
      promotion: promotion?.id ?? null,
    };
  };
  return async (about, day) => {
    const near = new Set([day, daysBefore(day, 1)]);
    const commits = (await logOf(pathsOf(state, about))).filter(({ committedAt }) =>
      near.has(dayIn(new Date(committedAt), fleet.zone)),
    );
    const others = fleet.environments.filter(({ name }) => name !== about.environment);
    const views = await Promise.all(
      commits
        .filter(({ subject }) => !isOfAnother(subject, about, others))
        .map((one) => view(one, about.environment)),
    );
    return views
      .filter((one) => one !== null)
      .sort(
        (a, b) =>
          Number(b.promotion !== null) - Number(a.promotion !== null) ||
          Number(b.day === shortDay(day)) - Number(a.day === shortDay(day)) ||
          (a.at < b.at ? 1 : -1),
      )
      .slice(0, shownChanges);
  };
}

function pathsOf({ fleet }: DesiredState, { application, environment }: About): readonly string[] {
  if (application !== null) {
    const path = fleet.applications.find(({ name }) => name === application)?.path;
    return path === undefined ? [] : [path];
  }
  const files = fleet.declarations
    .filter((one) => one.environment === environment && one.block.node_pool)
    .map(({ file }) => file);
  return [...new Set([FLEET_FILE, ...files])].sort();
}

/** Its words name other environments and not the one meant. */
function isOfAnother(subject: string, { environment }: About, others: readonly { name: string }[]): boolean {
  const says = (name: string) => new RegExp(`(^|[^\\w-])${name}([^\\w-]|$)`, "i").test(subject);
  return environment !== null && !says(environment) && others.some(({ name }) => says(name));
}
