"use client";

import { ArrowLeftRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useEffect, useMemo, useRef, useState } from "react";
import { diff, type EnvironmentDiffView } from "@/lib/contract/environment";
import { head } from "@/lib/contract/fleet";
import { counted } from "@/lib/domain/promotion/sentence";
import { Page, PageHead } from "../frame/page";
import { EnvironmentName } from "../frame/prod-label";
import { useAsk } from "../query/use-ask";
import { Freshness } from "../time/freshness";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { Link } from "../ui/link";
import { Refreshing } from "../ui/skeleton";
import { CompareContext } from "./compare-context";
import { CompareFailed, CompareProblems } from "./compare-failed";
import { useSingleKeys } from "./compare-keys";
import { ComparePhoneBar } from "./compare-phone-bar";
import type { RowActs } from "./compare-row";
import { type Cause, countKinds, type Line, linesOf, sectionsOf, shownLines } from "./compare-rows";
import { compareCli, comparePath, compareQuery, compareState } from "./compare-state";
import { CompareSummary } from "./compare-summary";
import { CompareTable } from "./compare-table";
import { CompareText } from "./compare-text";
import { CompareTools } from "./compare-tools";
import { PairChoice } from "./pair-choice";
import { itemsOf, ownFold } from "./shown-items";
import { SkylineStrip } from "./skyline-strip";

/** How two environments differ, and which differences are meant. The address is the view. */
export function ComparePage({ initial }: { initial: EnvironmentDiffView }) {
  const ask = useAsk(diff, { left: initial.left, right: initial.right }, initial);
  const view = ask.data ?? initial;
  const fleet = useAsk(head, {}).data;
  const router = useRouter();
  const [state, setState] = useQueryStates(compareState);
  const lines = useMemo(() => linesOf(view), [view]);
  const { app, only, path } = state;
  const ofApplication = useMemo(
    () => shownLines(lines, { application: app, only: null, path: "" }),
    [lines, app],
  );
  const sections = useMemo(
    () => sectionsOf(view, shownLines(lines, { application: app, only, path })),
    [view, lines, app, only, path],
  );
  const loud = useMemo(() => sections.flatMap((section) => section.loud), [sections]);
  const found = useMemo(
    () =>
      causeOf(
        sections.flatMap((s) => [...s.loud, ...s.quiet]),
        state.row,
      ),
    [sections, state.row],
  );
  const selected = found ?? (loud[0] ? { cause: loud[0], line: loud[0].lines[0] } : null);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [seek, setSeek] = useState<{ id: string; turn: number } | null>(
    state.row === null ? null : { id: state.row, turn: 0 },
  );
  const filtered = only !== null || path !== "";
  const items = useMemo(() => {
    const wanted = found?.cause;
    return itemsOf(sections, {
      own: (section) => {
        if (state.open.includes(section.topic)) return "full";
        const own = state.shut.includes(section.topic) ? "shut" : ownFold(section, filtered);
        // A row that the address names is never folded away.
        if (wanted && section.loud.includes(wanted) && own === "shut") return "brief";
        return wanted && section.quiet.includes(wanted) ? "full" : own;
      },
      unfolded: new Set([...unfolded, ...(wanted && found.line !== wanted.lines[0] ? [wanted.key] : [])]),
    });
  }, [sections, state.open, state.shut, filtered, unfolded, found]);
  const select = (line: Line, into = false) => {
    void setState({ row: line.id });
    if (into) setSeek((before) => ({ id: line.id, turn: (before?.turn ?? 0) + 1 }));
  };
  const at = selected ? loud.indexOf(selected.cause) : -1;
  const seekCause = (cause: Cause | undefined) => {
    if (cause) select(cause.lines[0], true);
  };
  const step = (by: 1 | -1) => seekCause(loud[at === -1 ? 0 : (at + by + loud.length) % loud.length]);
  const pair = (left: string, right: string) =>
    `${comparePath(left, right)}${compareQuery({ ...state, row: null })}`;
  const swap = pair(view.right, view.left);
  useSingleKeys({
    ...(state.tab === "structured" ? { n: () => step(1), p: () => step(-1) } : {}),
    s: () => router.push(swap as Parameters<typeof router.push>[0]),
  });
  const acts = useStableActs({
    hrefOf: (line) => compareQuery({ ...state, row: line.id }) || comparePath(view.left, view.right),
    onSelect: (line) => select(line),
    onFold: ({ section }, fold) => {
      const own = ownFold(section, filtered);
      const rest = { open: without(state.open, section.topic), shut: without(state.shut, section.topic) };
      const target = fold === "brief" && own === "full" ? "shut" : fold;
      void setState({
        open: target === "full" && own !== "full" ? [...rest.open, section.topic] : rest.open,
        shut: target === "shut" && own !== "shut" ? [...rest.shut, section.topic] : rest.shut,
        ...(target !== "full" && found && section.quiet.includes(found.cause) ? { row: null } : {}),
      });
    },
    onUnfold: ({ key }) =>
      setUnfolded((now) => new Set(now.has(key) ? without([...now], key) : [...now, key])),
  });
  const left = { name: view.left, production: view.production.left };
  const right = { name: view.right, production: view.production.right };
  const total = ofApplication.length;
  const shown = sections.reduce((sum, section) => sum + section.count, 0);
  const loudRows = loud.reduce((sum, cause) => sum + cause.lines.length, 0);
  const position = at >= 0 ? { at: at + 1, of: loud.length } : null;
  return (
    <Page
      crumbs={[
        { label: fleet?.name ?? "Fleet", href: "/" },
        { label: "Compare" },
        { label: `${view.left}…${view.right}` },
      ]}
    >
      <Refreshing active={ask.isFetching} />
      <PageHead
        title={
          <>
            <EnvironmentName {...left} />
            <Link
              href={swap}
              aria-keyshortcuts="s"
              title="Swap the two sides (s)"
              className="grid size-6 place-items-center rounded-[5px] border border-line-strong bg-panel text-text-2 hover:bg-hover max-md:size-8"
            >
              <ArrowLeftRight aria-hidden />
              <span className="heard">Swap the two sides</span>
            </Link>
            <EnvironmentName {...right} />
          </>
        }
        sub={countsOf(view, lines.length)}
        asOf={
          <Freshness
            at={view.asOf}
            source={view.revision === "working" ? undefined : view.revision.slice(0, 7)}
            reason={ask.isError ? ask.error.message : undefined}
            onRetry={() => void ask.refetch()}
          />
        }
        acts={
          fleet ? (
            <PairChoice
              environments={fleet.environments.map((one) => one.name)}
              left={view.left}
              right={view.right}
              hrefOf={pair}
            />
          ) : null
        }
      />
      <CompareFailed view={view} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_296px] xl:grid-cols-[minmax(0,1fr)_328px] max-md:pb-16">
        <div className="min-w-0">
          <div className="panel overflow-hidden">
            <CompareSummary
              counts={countKinds(ofApplication)}
              only={only}
              onOnly={(next) => void setState({ only: next, row: null, tab: null })}
            />
            <SkylineStrip sections={sections} onMark={(number) => seekCause(loud[number - 1])} />
          </div>
          <CompareTools
            tab={state.tab}
            tabHref={(tab) => compareQuery({ ...state, tab }) || comparePath(view.left, view.right)}
            loud={loudRows}
            total={total}
            path={path}
            onPath={(next) => void setState({ path: next === "" ? null : next, row: null })}
            application={app}
            applications={view.applications.map((one) => one.name)}
            onApplication={(next) => void setState({ app: next === "" ? null : next, row: null })}
          />
          {state.tab === "text" ? (
            <CompareText application={app} left={left} right={right} />
          ) : shown > 0 ? (
            <CompareTable
              label={`Differences of ${view.left} and ${view.right}, by topic`}
              items={items}
              left={left}
              right={right}
              selected={selected?.line ?? null}
              seek={seek}
              acts={acts}
            />
          ) : (
            <NothingShown
              view={view}
              filtered={filtered || app !== ""}
              onAll={() => void setState({ app: null, only: null, path: null, row: null })}
            />
          )}
          <CompareProblems view={view} />
        </div>
        {selected && state.tab === "structured" ? (
          <CompareContext
            view={view}
            {...selected}
            position={position}
            onStep={step}
            left={left}
            right={right}
            cli={compareCli(view.left, view.right, selected.line.application, only)}
            className="sticky top-3 max-lg:static max-md:hidden"
          />
        ) : null}
      </div>
      {position && selected && state.tab === "structured" ? (
        <ComparePhoneBar
          position={position}
          title={`${selected.line.application} ${selected.line.tail}`}
          onStep={step}
        />
      ) : null}
    </Page>
  );
}

/** "8 applications, 1,100 rows differ, 42 objects are equal": failed applications are in none of the counts. */
function countsOf({ applications, summary }: EnvironmentDiffView, rows: number): string {
  const compared = applications.filter((one) => one.status !== "failed" && one.status !== "empty").length;
  const equal =
    summary.equal === 0
      ? ""
      : `, ${counted(summary.equal, "object")} ${summary.equal === 1 ? "is" : "are"} equal`;
  return `${counted(compared, "application")}, ${rows.toLocaleString("en-US")} ${rows === 1 ? "row differs" : "rows differ"}${equal}`;
}

const without = <T,>(all: readonly T[], one: T): T[] => all.filter((other) => other !== one);

/** The cause that holds a row of this id, and the row. */
function causeOf(causes: readonly Cause[], id: string | null): { cause: Cause; line: Line } | null {
  if (id === null) return null;
  for (const cause of causes) {
    const line = cause.lines.find((one) => one.id === id);
    if (line) return { cause, line };
  }
  return null;
}

/** The same object at every render, so that rows which did not change are not drawn again. */
function useStableActs(acts: RowActs): RowActs {
  const current = useRef(acts);
  useEffect(() => {
    current.current = acts;
  });
  const [stable] = useState<RowActs>(() => ({
    hrefOf: (line) => current.current.hrefOf(line),
    onSelect: (line) => current.current.onSelect(line),
    onFold: (item, fold) => current.current.onFold(item, fold),
    onUnfold: (cause) => current.current.onUnfold(cause),
  }));
  return stable;
}

function NothingShown({
  view,
  filtered,
  onAll,
}: {
  view: EnvironmentDiffView;
  filtered: boolean;
  onAll: () => void;
}) {
  if (filtered)
    return <Empty title="No row fits this filter" action={<Button onClick={onAll}>Show every row</Button>} />;
  const compared = view.applications.some((one) => one.status === "compared");
  return (
    <Empty
      title={compared ? `${view.left} and ${view.right} do not differ` : "Nothing could be compared"}
      command={compareCli(view.left, view.right, "", null)}
    >
      {compared
        ? `All ${view.summary.equal} objects are equal.`
        : `No application renders in both ${view.left} and ${view.right}.`}
    </Empty>
  );
}
