import { ChevronDown } from "lucide-react";
import type { PlanView } from "@/lib/contract/plan-view";
import { counted } from "@/lib/domain/promotion/sentence";
import { Sha } from "../provenance/sha";
import { When } from "../time/when";
import { Panel } from "../ui/panel";

const shownAtOnce = 3;

function Row({ commit }: { commit: PlanView["commits"][number] }) {
  return (
    <li className="grid min-h-[33px] grid-cols-[60px_minmax(0,1fr)_130px_40px] items-center gap-x-3 border-t border-line px-3 py-1 max-md:grid-cols-[60px_minmax(0,1fr)_auto]">
      <Sha sha={commit.sha} className="text-text-3" />
      <span className="[overflow-wrap:anywhere]">{commit.subject}</span>
      <span className="truncate text-12 text-text-2 max-md:order-last max-md:col-start-2">
        {commit.author}
      </span>
      <span className="text-right text-11 text-text-3">
        <When at={commit.at} form="age" />
      </span>
    </li>
  );
}

/** The commits that come along, the newest first; the rest opens below. */
export function PlanCommits({ plan }: { plan: PlanView }) {
  if (plan.commits.length === 0) return null;
  const people = new Set(plan.commits.map((commit) => commit.author)).size;
  const rest = plan.commits.slice(shownAtOnce);
  return (
    <Panel
      className="mt-3"
      title={plan.fromVersion ? `Commits since ${plan.fromVersion}` : "Commits"}
      note={`${plan.commits.length} by ${counted(people, "person").replace("persons", "people")}`}
      flush
      bodyClassName="border-t-0"
    >
      <ul>
        {plan.commits.slice(0, shownAtOnce).map((commit) => (
          <Row key={commit.sha} commit={commit} />
        ))}
      </ul>
      {rest.length > 0 ? (
        <details className="group/more">
          <summary className="flex min-h-[33px] items-center gap-1 border-t border-line px-3 text-12 text-text-2 outline-offset-[-2px] hover:text-text">
            {rest.length} more
            <ChevronDown aria-hidden className="size-3 group-open/more:rotate-180" />
          </summary>
          <ul>
            {rest.map((commit) => (
              <Row key={commit.sha} commit={commit} />
            ))}
          </ul>
        </details>
      ) : null}
    </Panel>
  );
}
