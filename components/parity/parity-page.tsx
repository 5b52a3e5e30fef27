"use client";

import { useQueryStates } from "nuqs";
import type { ParityView } from "@/lib/contract/parity";
import { counted } from "@/lib/domain/promotion/sentence";
import { CopyAsCli } from "../act/copy-as-cli";
import { Page, PageHead } from "../frame/page";
import { Sentence } from "../frame/sentence";
import { Freshness } from "../time/freshness";
import { cn } from "../ui/class-names";
import { Empty } from "../ui/empty";
import { keyed } from "../ui/keyed";
import { Link } from "../ui/link";
import { ProblemItem } from "../ui/problem";
import { Refreshing } from "../ui/skeleton";
import { ParityGroups } from "./parity-groups";
import { askOf, parityQuery, parityState } from "./parity-state";
import { ParityTable } from "./parity-table";
import { useParity } from "./use-parity";

/** How alike environments are: the sentence, the four groups, and every finding with its lines and its way out. */
export function ParityPage({
  fleet,
  environments,
  initial,
}: {
  fleet: string;
  environments: readonly string[];
  initial: ParityView;
}) {
  const [state] = useQueryStates(parityState);
  const { ask, view, lines } = useParity(askOf(state.environments, environments), initial);
  const shown = view.findings.filter(({ group }) => state.group === null || group === state.group);
  const loud = shown.filter(({ severity }) => severity !== "info");
  const told = shown.filter(({ severity }) => severity === "info");
  const command = [
    "o8 environment parity",
    ...(state.environments?.includes("all") ? [] : view.environments),
  ];
  return (
    <Page crumbs={[{ label: fleet, href: "/" }, { label: "Parity" }]}>
      <Refreshing active={ask.isFetching} />
      <PageHead
        title="Parity"
        sub={view.score === null ? "nothing to judge" : `${view.score} of 100`}
        asOf={
          <Freshness
            at={view.asOf}
            reason={ask.isError ? ask.error.message : undefined}
            onRetry={() => void ask.refetch()}
          />
        }
        acts={<CopyAsCli command={command.join(" ")} />}
      >
        <Sentence words={view.sentence} />
      </PageHead>
      <Pairs environments={environments} chosen={view.environments} />
      <ParityGroups
        groups={view.groups}
        chosen={state.group}
        hrefOf={(group) => parityQuery("/parity", { ...state, group: group as typeof state.group })}
      />
      {view.problems.length === 0 ? null : (
        <div className="panel mb-4 divide-y divide-line overflow-hidden">
          {keyed(view.problems, (one) => `${one.file}:${one.line} ${one.message}`).map(({ key, item }) => (
            <ProblemItem key={key} problem={item} />
          ))}
        </div>
      )}
      {loud.length > 0 ? (
        <ParityTable findings={loud} lines={lines} caption="What should be looked at, loudest first" />
      ) : (
        <Empty title="Nothing here has to be looked at">
          {told.length > 0
            ? "What is only told stands below."
            : "The environments are alike as far as files tell."}
        </Empty>
      )}
      {told.length === 0 ? null : (
        <details className="mt-4">
          <summary className="cursor-pointer py-1.5 text-text-2">
            {counted(told.length, "difference")} only told: they cost no points
          </summary>
          <div className="mt-2">
            <ParityTable findings={told} lines={lines} caption="What is only told" />
          </div>
        </details>
      )}
    </Page>
  );
}

/** Each pair of neighbours, and all of them. */
function Pairs({ environments, chosen }: { environments: readonly string[]; chosen: readonly string[] }) {
  const pairs = environments.slice(1).map((right, i) => [environments[i] ?? right, right]);
  const choices = [
    ...pairs.map((pair) => ({ label: pair.join(" and "), names: pair, value: pair })),
    ...(pairs.length > 1 ? [{ label: "all neighbours", names: [...environments], value: ["all"] }] : []),
  ];
  if (choices.length < 2) return null;
  return (
    <nav aria-label="What is compared" className="mb-3 flex flex-wrap gap-1.5">
      {choices.map(({ label, names, value }) => {
        const own = names.join() === chosen.join();
        return (
          <Link
            key={label}
            href={parityQuery("/parity", { environments: value })}
            aria-current={own ? "page" : undefined}
            className={cn(
              "rounded-md border border-line px-2.5 py-1 text-12 hover:bg-hover",
              own ? "bg-selected font-medium hover:bg-selected" : "text-text-2",
            )}
          >
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
