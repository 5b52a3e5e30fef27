"use client";

import { ArrowLeftRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { diff } from "@/lib/contract/environment";
import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import { head } from "@/lib/contract/fleet";
import { Page, PageHead } from "../frame/page";
import { EnvironmentName } from "../frame/prod-label";
import { useAsk } from "../query/use-ask";
import { Freshness } from "../time/freshness";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";
import { Refreshing } from "../ui/skeleton";
import { CompareContext } from "./compare-context";
import { countsOf } from "./compare-counts";
import { CompareFailed, CompareProblems } from "./compare-failed";
import { useSingleKeys } from "./compare-keys";
import { ComparePhoneBar } from "./compare-phone-bar";
import {
  type Cause,
  causeWith,
  countKinds,
  type Line,
  linesOf,
  sectionsOf,
  shownLines,
} from "./compare-rows";
import { CompareSheet, isNarrow } from "./compare-sheet";
import { compareCli, comparePath, compareQuery, compareState } from "./compare-state";
import { CompareSummary } from "./compare-summary";
import { CompareTable } from "./compare-table";
import { CompareText } from "./compare-text";
import { CompareTools } from "./compare-tools";
import { NothingShown } from "./nothing-shown";
import { PairChoice } from "./pair-choice";
import { itemsOf, ownFold } from "./shown-items";
import { SkylineStrip } from "./skyline-strip";
import { useStableActs } from "./stable-acts";
import { useLive } from "./use-live";
import { useOrigins } from "./use-origins";

/** How two environments differ, and which differences are meant. The address is the view. */
export function ComparePage({ initial }: { initial: EnvironmentDiffView }) {
  const ask = useAsk(diff, { left: initial.left, right: initial.right }, initial);
  const view = ask.data ?? initial;
  const fleet = useAsk(head, {}).data;
  const router = useRouter();
  const [state, setState] = useQueryStates(compareState);
  const plain = useMemo(() => linesOf(view), [view]);
  const lines = useLive(view, useOrigins(view, plain, state.row), state.row);
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
      causeWith(
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
  const [sheet, setSheet] = useState(false);
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
    onSelect: (line) => {
      select(line);
      if (isNarrow()) setSheet(true);
    },
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
  const beside =
    state.tab === "structured" && selected
      ? {
          ...selected,
          ...{ view, position, onStep: step, left, right },
          cli: compareCli(view.left, view.right, selected.line.application, only),
        }
      : null;
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
      <div
        className={cn(
          "grid grid-cols-[minmax(0,1fr)] items-start gap-4 max-md:pb-16",
          beside && "lg:grid-cols-[minmax(0,1fr)_296px] xl:grid-cols-[minmax(0,1fr)_328px]",
        )}
      >
        <div className="min-w-0">
          <div className="panel overflow-hidden">
            <CompareSummary
              counts={countKinds(ofApplication)}
              only={only}
              onOnly={(next) => void setState({ only: next, row: null, tab: null })}
            />
            {state.tab === "text" ? null : (
              <SkylineStrip sections={sections} onMark={(number) => seekCause(loud[number - 1])} />
            )}
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
            <CompareText application={app || (selected?.line.application ?? "")} left={left} right={right} />
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
        {beside ? <CompareContext {...beside} className="sticky top-3 max-lg:static max-md:hidden" /> : null}
      </div>
      {position && beside ? (
        <ComparePhoneBar
          position={position}
          title={`${beside.line.application} ${beside.line.tail}`}
          onStep={step}
          onOpen={() => setSheet(true)}
        />
      ) : null}
      {beside ? <CompareSheet {...beside} open={sheet} onOpenChange={setSheet} /> : null}
    </Page>
  );
}

const without = <T,>(all: readonly T[], one: T): T[] => all.filter((other) => other !== one);
