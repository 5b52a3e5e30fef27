"use client";

import { useId } from "react";
import type { GateView } from "@/lib/contract/plan-view";
import { SourceLink } from "../provenance/source-link";
import { Status } from "../status/status";
import { useNow } from "../time/use-now";
import { keyed } from "../ui/keyed";
import { GateAge } from "./gate-age";
import { type GateAxis, gateAxis } from "./gate-axis";
import { GateLane } from "./gate-lane";

const columns = "grid grid-cols-[148px_388px_minmax(0,1fr)_84px] gap-x-3 px-3";

function AxisHead({ axis }: { axis: GateAxis }) {
  return (
    <svg
      aria-hidden="true"
      className="overflow-visible"
      width={axis.width}
      height={38}
      viewBox={`0 0 ${axis.width} 38`}
    >
      {axis.segments.map((segment) => (
        <text key={segment.kind} x={segment.x + (segment.x > 0 ? 8 : 0)} y={14} className="font-medium">
          {segment.label}
        </text>
      ))}
      {axis.ticks.map((tick) => (
        <text
          key={tick.x}
          x={tick.x}
          y={31}
          textAnchor="middle"
          style={tick.strong ? { fill: "var(--text)", fontWeight: 600 } : undefined}
        >
          {tick.label}
        </text>
      ))}
    </svg>
  );
}

function Guide({ x, look }: { x: number; look: string }) {
  return <i className={`absolute inset-y-0 w-0 border-l ${look}`} style={{ left: x }} />;
}

/** The gates as lanes against time: what ran when, how long it counts, and when it can start. */
export function GateDrawing({
  gates,
  asOf,
  earliestAt,
}: {
  gates: readonly GateView[];
  asOf: string;
  earliestAt: string | null;
}) {
  const hatch = useId();
  // The server names hours in UTC; the reader's own zone comes with the first tick.
  const zone = useNow() ? undefined : "UTC";
  const now = Date.parse(asOf);
  const earliest = earliestAt === null ? null : Date.parse(earliestAt);
  const evidence = gates.flatMap((gate) => gate.evidence.flatMap(({ at }) => (at ? [Date.parse(at)] : [])));
  const untils = gates.flatMap((gate) => (gate.until && gate.blocking ? [Date.parse(gate.until)] : []));
  const axis = gateAxis(evidence, earliest === null ? untils : [...untils, earliest], now, zone);
  const today = axis.segments.find((segment) => segment.kind === "today")?.x ?? 0;
  return (
    <div className="relative min-w-[780px]">
      <svg aria-hidden="true" width={0} height={0} className="absolute">
        <pattern id={hatch} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width={6} height={6} fill="var(--panel)" />
          <line x1={0} y1={0} x2={0} y2={6} stroke="var(--line-strong)" strokeWidth={2} />
        </pattern>
      </svg>
      <div
        aria-hidden="true"
        className="pointer-events-none absolute top-[38px] bottom-0 left-[172px] w-[388px]"
      >
        {today > 0 ? <Guide x={today} look="border-dotted border-line-strong" /> : null}
        <Guide x={axis.nowX} look="border-text" />
        {earliest === null ? null : (
          <Guide x={axis.at(earliest)} look="border-dashed border-waiting border-l-[1.5px]" />
        )}
      </div>
      <div className={`${columns} h-[38px] items-end border-b border-line-strong text-12 text-text-2`}>
        <span className="pb-1.5">Gate</span>
        <AxisHead axis={axis} />
        <span className="pb-1.5">Result</span>
        <span className="pb-1.5">Age of limit</span>
      </div>
      <ul aria-label="Gates" className="divide-y divide-line">
        {keyed(gates, (gate) => gate.name).map(({ key, item: gate }) => (
          <li
            key={key}
            data-change
            tabIndex={-1}
            className={`${columns} min-h-[47px] items-center outline-offset-[-2px]`}
          >
            <span className="grid min-w-0 leading-[1.35]">
              <b className="truncate font-medium" title={gate.name}>
                {gate.name}
              </b>
              {gate.declared ? (
                <SourceLink
                  source={{ ...gate.declared, sha: null }}
                  short
                  className="truncate text-[10.5px]"
                />
              ) : (
                <span className="truncate text-11 text-text-2">{gate.detail}</span>
              )}
            </span>
            <GateLane gate={gate} axis={axis} now={now} earliest={earliest} hatch={hatch} />
            <span className="grid min-w-0 py-1.5 leading-[1.35]">
              <Status
                kind={gate.status.kind}
                word={
                  gate.blocking || gate.status.kind === "healthy"
                    ? gate.status.word
                    : `${gate.status.word}, does not block`
                }
              />
              <span className="text-11 text-text-2 [overflow-wrap:anywhere]">
                {gate.status.reason ?? gate.clears}
              </span>
            </span>
            <GateAge age={gate.age} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What the marks of the drawing mean, only those that need it. */
export function GateLegend({ earliest }: { earliest: boolean }) {
  return (
    <>
      <span className="inline-flex items-center gap-1.5">
        <svg aria-hidden="true" width={26} height={14}>
          <line x1={1} x2={23} y1={7} y2={7} stroke="var(--line-strong)" strokeWidth={1.5} />
          <line x1={23} x2={23} y1={1} y2={13} stroke="var(--text-3)" strokeWidth={2} />
        </svg>
        counts until its age limit
      </span>
      {earliest ? (
        <span className="inline-flex items-center gap-1.5">
          <svg aria-hidden="true" width={6} height={14}>
            <line
              x1={3}
              x2={3}
              y1={0}
              y2={14}
              stroke="var(--waiting)"
              strokeWidth={1.5}
              strokeDasharray="3 2"
            />
          </svg>
          earliest start
        </span>
      ) : null}
    </>
  );
}
