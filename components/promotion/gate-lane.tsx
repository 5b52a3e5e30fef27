import type { GateView } from "@/lib/contract/plan-view";
import { statusPaths, statusText } from "../status/status-shape";
import { keyed } from "../ui/keyed";
import type { GateAxis } from "./gate-axis";

const height = 47;
const middle = height / 2;

function Mark({ kind, x, small = false }: { kind: GateView["status"]["kind"]; x: number; small?: boolean }) {
  const size = small ? 10 : 16;
  return (
    <g
      data-status={kind}
      className={statusText[kind]}
      transform={`translate(${x - size / 2} ${middle - size / 2}) scale(${size / 24})`}
    >
      <circle cx={12} cy={12} r={14} fill="var(--panel)" />
      {statusPaths[kind].map((path) => (
        <path
          key={path}
          d={path}
          fill="none"
          stroke="currentColor"
          strokeWidth={2}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
    </g>
  );
}

/** How long evidence counts: to its age limit, which is a bar, or on and on, which is an arrow. */
function Counts({ axis, from, until }: { axis: GateAxis; from: number; until: number | null }) {
  const start = axis.at(from);
  const end = until === null ? axis.width - 3 : axis.at(until);
  if (end <= start) return null;
  return (
    <>
      <line x1={start} x2={end} y1={middle} y2={middle} stroke="var(--line-strong)" strokeWidth={1.5} />
      {until === null || end >= axis.width ? (
        <path
          d={`M${axis.width - 6} ${middle - 3.5}L${axis.width - 1} ${middle}L${axis.width - 6} ${middle + 3.5}`}
          fill="none"
          stroke="var(--text-3)"
          strokeWidth={1.5}
        />
      ) : (
        <line x1={end} x2={end} y1={middle - 8} y2={middle + 8} stroke="var(--text-3)" strokeWidth={2} />
      )}
    </>
  );
}

function WindowBar({ gate, axis, hatch }: { gate: GateView; axis: GateAxis; hatch: string }) {
  const until = gate.until ? axis.at(Date.parse(gate.until)) : axis.width;
  const start = axis.segments.find((segment) => segment.kind === "today")?.x ?? 0;
  const open = !gate.blocking;
  const piece = (x: number, end: number, isOpen: boolean) =>
    end > x ? (
      <rect
        x={x}
        y={middle - 9}
        width={end - x}
        height={18}
        fill={isOpen ? "var(--healthy-bg)" : gate.name === "freeze" ? `url(#${hatch})` : "var(--inset)"}
        stroke="var(--line-strong)"
      />
    ) : null;
  return (
    <>
      {piece(open ? axis.nowX : start, until, open)}
      {piece(until, axis.width - 1, !open)}
      {until - (open ? axis.nowX : start) > 60 ? (
        <text x={(open ? axis.nowX : start) + 6} y={middle + 4}>
          {open ? "open" : gate.name === "freeze" ? "frozen" : "closed"}
        </text>
      ) : null}
    </>
  );
}

/** One gate against time: its evidence, how long that counts, or what it waits for. Only a passed gate runs on. */
export function GateLane({
  gate,
  axis,
  now,
  earliest,
  hatch,
}: {
  gate: GateView;
  axis: GateAxis;
  now: number;
  earliest: number | null;
  hatch: string;
}) {
  const marks = gate.evidence.flatMap(({ at }) => (at ? [Date.parse(at)] : [])).sort((a, b) => a - b);
  const newest = marks.at(-1);
  const { limitMs } = gate.age;
  const passed = gate.status.kind === "healthy";
  return (
    <svg aria-hidden="true" width={axis.width} height={height} viewBox={`0 0 ${axis.width} ${height}`}>
      {gate.kind === "window" ? <WindowBar gate={gate} axis={axis} hatch={hatch} /> : null}
      {passed && newest !== undefined ? (
        <Counts axis={axis} from={newest} until={limitMs === null ? null : newest + limitMs} />
      ) : null}
      {!passed && gate.status.kind === "waiting" && gate.kind !== "window" ? (
        <>
          <line
            x1={axis.nowX}
            x2={earliest === null ? axis.width - 4 : axis.at(earliest)}
            y1={middle}
            y2={middle}
            stroke="var(--waiting)"
            strokeWidth={1.5}
            strokeDasharray="3 3"
          />
          <Mark kind="waiting" x={axis.nowX + 12} />
        </>
      ) : null}
      {keyed(marks, String).map(({ key, item }) => (
        <Mark
          key={key}
          kind={gate.status.kind === "waiting" ? "moving" : gate.status.kind}
          x={Math.min(axis.at(item), axis.at(now) - 2)}
          small={item !== newest || gate.status.kind === "waiting"}
        />
      ))}
      {gate.status.kind === "unknown" && marks.length === 0 ? (
        <>
          <line
            x1={0}
            x2={axis.width - 4}
            y1={middle}
            y2={middle}
            stroke="var(--line-strong)"
            strokeWidth={1.5}
            strokeDasharray="1.5 5"
          />
          <Mark kind="unknown" x={axis.nowX} />
        </>
      ) : null}
      {gate.status.kind === "failed" && marks.length === 0 && gate.kind !== "window" ? (
        <Mark kind="failed" x={axis.nowX} />
      ) : null}
    </svg>
  );
}
