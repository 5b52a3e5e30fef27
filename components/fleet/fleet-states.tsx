import { Columns2 } from "lucide-react";
import type { FleetView } from "@/lib/contract/fleet";
import { Status } from "../status/status";
import { Button } from "../ui/button";
import { Callout } from "../ui/callout";
import { Empty } from "../ui/empty";
import { LinkButton } from "../ui/link-button";
import { ProblemList } from "../ui/problem";
import { compareHref, type Selection } from "./selection";

/** Nothing declared yet: what is missing and the one next act. */
export function FirstRun({ view }: { view: FleetView }) {
  return (
    <Empty
      title={
        view.counts.environments === 0
          ? "No environment is declared, or you may see none"
          : "No application is declared yet"
      }
      action={
        <LinkButton href="/start" variant="primary">
          See how to begin
        </LinkButton>
      }
      command="o8 fleet lint ."
    >
      Everything here comes from <code className="mono">orchestr8.yaml</code> on {view.branch} and from an{" "}
      <code className="mono">environments.yaml</code> beside each application. Commit one and it appears by
      itself; the command says what is wrong with a file before you push it.
    </Empty>
  );
}

/** An invalid head governs nothing: the last valid commit does, and promotions wait. */
export function FleetProblems({ view }: { view: FleetView }) {
  if (view.valid && view.problems.length === 0) return null;
  return (
    <section aria-labelledby="fleet-problems" className="mt-6 grid gap-2">
      <h2 id="fleet-problems">
        Problems in files{" "}
        <span className="text-12 font-normal text-text-3">
          {view.problems.length} on {view.branch}
        </span>
      </h2>
      <ProblemList problems={view.problems} label="Problems of the fleet's files" />
    </section>
  );
}

export function InvalidHead({ view }: { view: FleetView }) {
  if (view.valid) return null;
  return (
    <div className="panel mb-3 bg-failed-bg px-3.5 py-[9px]">
      <Status
        kind="failed"
        plain
        word={`orchestr8.yaml on ${view.branch} is not valid, so promotions are blocked`}
        reason={`${view.commit ? `The last valid commit before ${view.commit.sha.slice(0, 7)}` : "The last valid commit"} governs until it is mended; the problems are listed below.`}
      />
    </div>
  );
}

/** The choice of two cells, and the comparison it opens. */
export function SelectionBar({
  selection,
  order,
  onClear,
}: {
  selection: Selection | null;
  order: readonly string[];
  onClear: () => void;
}) {
  if (!selection)
    return (
      <Callout className="mt-2 max-md:hidden">
        Choose two cells of a row with <kbd className="mono">x</kbd> or the mark beside the version to compare
        them. In a trail a hollow dot is an environment, the full dot is production; distance is how far it
        lags behind.
      </Callout>
    );
  const href = compareHref(selection, order);
  return (
    <div
      role="status"
      className="panel sticky bottom-3 z-20 mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 border-line-strong px-3.5 py-2"
    >
      <span>
        <b>{selection.application}</b> in <b>{selection.environments.join(" and ")}</b>
        {href ? null : <span className="text-text-2">, choose one more cell of this row</span>}
      </span>
      <span className="ml-auto flex gap-2">
        <Button variant="quiet" onClick={onClear}>
          Clear
        </Button>
        {href ? (
          <LinkButton href={href} variant="primary">
            <Columns2 aria-hidden />
            Compare
          </LinkButton>
        ) : null}
      </span>
    </div>
  );
}
