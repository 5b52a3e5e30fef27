import type { ApplicationView } from "@/lib/contract/application";
import { counted } from "@/lib/domain/promotion/sentence";
import { dotFill, type Lane, LaneKey, type LaneSpan, TimelineLanes } from "../chart/timeline-lanes";
import { ProdLabel } from "../frame/prod-label";
import { Status } from "../status/status";
import { dateText, dayTicks, weekends } from "./lane-axis";

type Item = ApplicationView["lanes"]["items"][number];
type Stages = ApplicationView["stages"];

function spansOf(item: Item, to: string): LaneSpan[] {
  const first = item.dots[0]?.at;
  const last = item.dots.at(-1)?.at;
  const thread: LaneSpan[] = first && last && first < last ? [{ from: first, to: last, ink: "thread" }] : [];
  return [...thread, ...item.runs.map((run) => ({ from: run.from, to: run.to ?? to, ink: "full" as const }))];
}

const standingText = ({ standing }: Item): string =>
  [standing.word, standing.reason].filter(Boolean).join(", ");

function Standing({ item }: { item: Item }) {
  const runs = item.runs.some((run) => run.to === null);
  if (runs && item.standing.kind === "healthy")
    return (
      <span className="inline-flex items-center gap-1.5">
        <ProdLabel /> runs{item.standing.reason ? `, ${item.standing.reason}` : ""}
      </span>
    );
  // A place or history is neither good nor bad, and no shape claims otherwise.
  if (item.standing.kind === null) return <span className="text-text-2">{standingText(item)}</span>;
  return <Status kind={item.standing.kind} word={standingText(item)} plain />;
}

/** The last versions against time: a dot where an environment declared one, a bar while production ran it. */
export function VersionLanes({ lanes, stages }: { lanes: ApplicationView["lanes"]; stages: Stages }) {
  const place = new Map(stages.map((stage, index) => [stage.environment, { stage, index }]));
  const items: Lane[] = lanes.items.map((item) => {
    const current = item.runs.some((run) => run.to === null);
    return {
      key: item.version,
      label: item.version,
      strong: current || item.standing.kind === "waiting",
      highlight: item.standing.kind === "waiting",
      dots: item.dots.map((dot) => {
        const at = place.get(dot.environment);
        return {
          at: dot.at,
          label: dot.environment,
          fill: dotFill(at?.index ?? 0, at?.stage.production ?? false),
        };
      }),
      spans: spansOf(item, lanes.to),
      standing: <Standing item={item} />,
      standingText: standingText(item),
    };
  });
  return (
    <div className="relative">
      <TimelineLanes
        title="Versions"
        note={`last ${counted(items.length, "version")}, since ${dateText(lanes.from)}`}
        summary={lanes.caption}
        from={lanes.from}
        to={lanes.to}
        lanes={items}
        ticks={dayTicks(lanes.from, lanes.to)}
        lines={[{ at: lanes.to, text: "now", look: "now" }]}
        shaded={weekends(lanes.from, lanes.to)}
        rowHead="version"
      />
      <div className="mt-1.5">
        <LaneKey
          stages={stages.map((stage) => ({ name: stage.environment, production: stage.production }))}
        />
      </div>
    </div>
  );
}
