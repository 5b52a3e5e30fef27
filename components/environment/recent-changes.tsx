import type { EnvironmentView } from "@/lib/contract/environment-view";
import { PersonAvatar } from "../person/person-avatar";
import { Sha } from "../provenance/sha";
import { When } from "../time/when";
import { Panel } from "../ui/panel";

/** The last commits that touched what is declared here. */
export function RecentChanges({ view }: { view: EnvironmentView }) {
  return (
    <Panel title="Recent changes" note="commits that touched its files" flush>
      {view.recent.length === 0 ? (
        <p className="px-3.5 py-3 text-text-2">No commit has touched its files.</p>
      ) : (
        <ul className="divide-y divide-line">
          {view.recent.map((commit) => (
            <li key={commit.sha} className="flex min-h-8 items-center gap-2.5 px-3.5 py-1.5 max-md:flex-wrap">
              <Sha sha={commit.sha} />
              <span className="min-w-0 flex-1 truncate max-md:order-last max-md:w-full max-md:flex-none max-md:whitespace-normal">
                {commit.subject}
              </span>
              <span className="flex items-center gap-1.5 text-12 text-text-2">
                <PersonAvatar name={commit.author} size={18} />
                {commit.author}
              </span>
              <span className="w-24 text-right text-11 text-text-3 max-md:ml-auto max-md:w-auto">
                <When at={commit.at} form="age" asOf={view.asOf} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
