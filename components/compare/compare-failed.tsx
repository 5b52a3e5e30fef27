import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import { Status } from "../status/status";
import { keyed } from "../ui/keyed";
import { ProblemItem, ProblemList } from "../ui/problem";

/** Applications that could not be compared, by name and with the cause; they count as neither equal nor different. */
export function CompareFailed({ view }: { view: EnvironmentDiffView }) {
  const failed = view.applications.filter((one) => one.status === "failed");
  if (failed.length === 0) return null;
  return (
    <section role="alert" aria-label="Not compared" className="panel mb-4 overflow-hidden border-failed">
      <p className="bg-failed-bg px-3.5 py-2">
        <Status
          kind="failed"
          word={`${failed.map((one) => one.name).join(", ")} could not be compared`}
          reason={`${failed.length === 1 ? "It does" : "They do"} not render, so nothing of ${failed.length === 1 ? "it" : "them"} is counted below as equal.`}
        />
      </p>
      <ul className="divide-y divide-line">
        {failed.flatMap((one) =>
          keyed(one.problems, (problem) => `${problem.code} ${problem.file} ${problem.line}`).map(
            ({ key, item }) => (
              <li key={`${one.name} ${key}`}>
                <ProblemItem problem={item} />
              </li>
            ),
          ),
        )}
      </ul>
    </section>
  );
}

/** What the comparison found wrong in the files, such as a rule that no difference needed. */
export function CompareProblems({ view }: { view: EnvironmentDiffView }) {
  const told = [
    ...view.problems,
    ...view.applications.filter((one) => one.status !== "failed").flatMap((one) => one.problems),
  ].filter((problem) => problem.severity !== "info");
  if (told.length === 0) return null;
  return (
    <div className="mt-6 grid gap-2">
      <h2>Problems of this comparison</h2>
      <ProblemList problems={told} />
    </div>
  );
}
