import type { EnvironmentView } from "@/lib/contract/environment-view";
import { ProblemList } from "../ui/problem";
import { ChangeCalendar } from "./change-calendar";
import { ClusterFacts } from "./cluster-facts";
import { HealthTable } from "./health-table";
import { RecentChanges } from "./recent-changes";
import { RuleCard } from "./rule-card";

/** Where it runs, how it is, when it changes, and the rules it lives under. */
export function EnvironmentBody({ view }: { view: EnvironmentView }) {
  return (
    <div className="grid gap-3">
      <ClusterFacts view={view} />
      <div className="grid gap-3 xl:grid-cols-[minmax(0,1.06fr)_minmax(0,1fr)]">
        <HealthTable view={view} />
        <ChangeCalendar calendar={view.calendar} />
      </div>
      <section aria-labelledby="rules" className="mt-3 grid gap-2.5">
        <h2 id="rules">
          Rules{" "}
          <span className="text-12 font-normal text-text-3">
            in the order of the declaration; each with what was checked and the line that says so
          </span>
        </h2>
        <div className="grid grid-cols-4 gap-3 max-xl:grid-cols-2 max-md:grid-cols-1">
          {view.rules.map((card) => (
            <RuleCard key={card.section} card={card} />
          ))}
        </div>
      </section>
      <RecentChanges view={view} />
      {view.problems.length > 0 ? (
        <section className="grid gap-2">
          <h2>Problems in files that concern it</h2>
          <ProblemList problems={view.problems} label={`Problems that concern ${view.name}`} />
        </section>
      ) : null}
    </div>
  );
}
