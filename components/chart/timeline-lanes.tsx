import { type ReactNode, useId } from "react";
import type { StatusKind } from "@/lib/contract/view";
import { statusPaths } from "../status/status-shape";
import { cn } from "../ui/class-names";
import { keyed } from "../ui/keyed";
import {
  ChartFigure,
  type FigureProps,
  HatchPattern,
  type Ink,
  inkFill,
  inkStroke,
  percent,
  type TwinRows,
} from "./chart-figure";

/** Stages by the filling of their dot: the further, the fuller. */
export type DotFill = "hollow" | "target" | "half" | "full";

export type LaneDot = { at: string; label: string } & ({ fill: DotFill } | { status: StatusKind });
export type LaneSpan = { from: string; to: string; ink: Ink | "thread"; label?: string | undefined };

export type Lane = {
  key: string;
  label: string;
  /** Second, weaker line of the label. */
  detail?: string | undefined;
  dots?: readonly LaneDot[] | undefined;
  spans?: readonly LaneSpan[] | undefined;
  /** How it stands, at the right. */
  standing?: ReactNode;
  standingText?: string | undefined;
  strong?: boolean | undefined;
  highlight?: boolean | undefined;
};

export type LaneLine = { at: string; text: string; look: "now" | "waiting" | "dotted" };

const lane = 31;

export function LaneDotGlyph({ fill, x, y }: { fill: DotFill; x: number | string; y: number }) {
  return (
    <>
      <circle
        cx={x}
        cy={y}
        r={fill === "full" ? 5 : 4}
        fill={fill === "full" ? "var(--ink)" : fill === "half" ? "var(--text-3)" : "var(--panel)"}
        stroke="var(--ink)"
        strokeWidth={1.5}
      />
      {fill === "target" ? <circle cx={x} cy={y} r={1.3} fill="var(--ink)" /> : null}
    </>
  );
}

function StatusGlyph({ kind, x, y }: { kind: StatusKind; x: string; y: number }) {
  return (
    <svg x={x} y={y} overflow="visible" aria-hidden="true">
      <g transform="translate(-8 -8) scale(.667)">
        <circle cx={12} cy={12} r={11} fill="var(--panel)" stroke="none" />
        {statusPaths[kind].map((path) => (
          <path
            key={path}
            d={path}
            fill="none"
            stroke={`var(--${kind})`}
            strokeWidth={2}
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        ))}
      </g>
    </svg>
  );
}

/** Rows against one time axis: versions through environments, gates through their evidence. */
export function TimelineLanes({
  from,
  to,
  lanes,
  ticks = [],
  lines = [],
  shaded = [],
  rowHead = "",
  standingHead = "how it stands",
  rows,
  ...figure
}: FigureProps & {
  /** Ends of the axis, ISO. */
  from: string;
  to: string;
  lanes: readonly Lane[];
  ticks?: readonly { at: string; text: string }[];
  lines?: readonly LaneLine[];
  /** Nights and weekends. */
  shaded?: readonly { from: string; to: string }[];
  rowHead?: string;
  standingHead?: string;
  rows?: TwinRows;
}) {
  const id = useId();
  const start = Date.parse(from);
  const length = Math.max(1, Date.parse(to) - start);
  const share = (at: string) => Math.min(1, Math.max(0, (Date.parse(at) - start) / length));
  const x = (at: string) => percent(share(at));
  const twin: TwinRows = rows ?? {
    head: [rowHead || "Row", "Moments", standingHead],
    body: lanes.map((item) => [
      item.label,
      (item.dots ?? []).map((dot) => `${dot.label} ${dot.at.slice(0, 16).replace("T", " ")}`).join(", "),
      item.standingText ?? "",
    ]),
  };
  const grid =
    "grid grid-cols-[72px_minmax(0,1fr)] items-center gap-x-3.5 px-3.5 md:grid-cols-[minmax(56px,auto)_minmax(0,1fr)_minmax(0,190px)]";
  const axis = (
    <div className={cn(grid, "h-6 border-b border-line text-11 text-text-2")}>
      <span className="w-[72px] md:w-28">{rowHead}</span>
      <svg aria-hidden="true" width="100%" height={24} className="block overflow-visible">
        {ticks.map((tick, index) => (
          <text
            key={tick.at}
            // A phone has room for every third, counted from the last.
            className={(ticks.length - 1 - index) % 3 === 0 ? undefined : "max-md:hidden"}
            x={x(tick.at)}
            y={16}
            textAnchor={share(tick.at) > 0.96 ? "end" : share(tick.at) < 0.04 ? "start" : "middle"}
          >
            {tick.text}
          </text>
        ))}
      </svg>
      <span className="max-md:hidden">{standingHead}</span>
    </div>
  );
  return (
    <ChartFigure {...figure} rows={twin}>
      <svg aria-hidden="true" width={0} height={0} className="absolute">
        <defs>
          <HatchPattern id={id} />
        </defs>
      </svg>
      <div className="-mx-3.5">
        {axis}
        <ul>
          {lanes.map((item) => (
            <li key={item.key} className={cn(grid, item.highlight && "bg-waiting-bg")}>
              <span className="grid w-[72px] leading-[1.3] md:w-28">
                <span className={cn("mono truncate", item.strong && "font-semibold")}>{item.label}</span>
                {item.detail ? <span className="truncate text-11 text-text-2">{item.detail}</span> : null}
              </span>
              <svg aria-hidden="true" width="100%" height={lane} className="block overflow-visible">
                {shaded.map((span) => (
                  <rect
                    key={span.from}
                    x={x(span.from)}
                    y={0}
                    width={percent(share(span.to) - share(span.from))}
                    height={lane}
                    fill="var(--inset)"
                    opacity={item.highlight ? 0.5 : 1}
                  />
                ))}
                {(item.spans ?? []).map((span) =>
                  span.ink === "thread" ? (
                    <line
                      key={`${span.from} ${span.ink}`}
                      x1={x(span.from)}
                      x2={x(span.to)}
                      y1={lane / 2}
                      y2={lane / 2}
                      stroke="var(--line-strong)"
                      strokeWidth={1.5}
                    />
                  ) : (
                    <rect
                      key={`${span.from} ${span.ink}`}
                      x={x(span.from)}
                      y={lane / 2 - 3.5}
                      width={percent(Math.max(0.003, share(span.to) - share(span.from)))}
                      height={7}
                      rx={1}
                      fill={inkFill(span.ink, id)}
                      stroke={inkStroke(span.ink)}
                    />
                  ),
                )}
                {lines.map((line) => (
                  <line
                    key={`${line.look} ${line.at}`}
                    x1={x(line.at)}
                    x2={x(line.at)}
                    y1={0}
                    y2={lane}
                    stroke={
                      line.look === "now"
                        ? "var(--text)"
                        : line.look === "waiting"
                          ? "var(--waiting)"
                          : "var(--line-strong)"
                    }
                    strokeDasharray={
                      line.look === "waiting" ? "4 3" : line.look === "dotted" ? "1 3" : undefined
                    }
                    strokeWidth={line.look === "waiting" ? 1.5 : 1}
                  />
                ))}
                {keyed(item.dots ?? [], (dot) => `${dot.label} ${dot.at}`).map(({ key, item: dot }) =>
                  "status" in dot ? (
                    <StatusGlyph key={key} kind={dot.status} x={x(dot.at)} y={lane / 2} />
                  ) : (
                    <LaneDotGlyph key={key} fill={dot.fill} x={x(dot.at)} y={lane / 2} />
                  ),
                )}
              </svg>
              <span className="min-w-0 truncate text-12 max-md:col-span-2 max-md:pb-1">{item.standing}</span>
            </li>
          ))}
        </ul>
      </div>
    </ChartFigure>
  );
}

const fills: readonly DotFill[] = ["hollow", "target", "half", "full"];

/** The filling for a place in the order; production is always the full dot. */
export const dotFill = (index: number, production: boolean): DotFill =>
  production ? "full" : (fills[Math.min(index, 2)] ?? "hollow");

/** What the fillings mean, beside the title where direct labels do not fit. */
export function LaneKey({ stages }: { stages: readonly { name: string; production: boolean }[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3.5 gap-y-1 text-11 text-text-2">
      {stages.map((stage, index) => (
        <li key={stage.name} className="inline-flex items-center gap-[5px]">
          <svg aria-hidden="true" width={14} height={14}>
            <LaneDotGlyph fill={dotFill(index, stage.production)} x={7} y={7} />
          </svg>
          {stage.name}
        </li>
      ))}
    </ul>
  );
}
