import { useId } from "react";
import { keyed } from "../ui/keyed";
import { ChartFigure, type FigureProps, HatchPattern, type TwinRows } from "./chart-figure";

export type Unit = {
  /** `may`: could be added; `system`: taken by the platform; `unknown`: last known only. */
  kind: "used" | "free" | "may" | "system" | "unknown";
  /** 0 … 1, how much of a used unit is really in use. */
  fill?: number | undefined;
  /** Two letters that name the owner; the table says who it is. */
  code?: string | undefined;
};

export type UnitBlock = {
  label: string;
  note?: string | undefined;
  foot?: string | undefined;
  units: readonly Unit[];
};

const side = 20;
const step = side + 1;

function Square({ unit, x, y, hatch }: { unit: Unit; x: number; y: number; hatch: string }) {
  const fill = Math.min(1, Math.max(0, unit.fill ?? 0));
  const edge = unit.kind === "may" || unit.kind === "free";
  return (
    <g>
      <rect
        x={x + 0.5}
        y={y + 0.5}
        width={side - 1}
        height={side - 1}
        fill={
          unit.kind === "used"
            ? "color-mix(in srgb, var(--ink) 20%, var(--panel))"
            : unit.kind === "system" || unit.kind === "unknown"
              ? `url(#${hatch})`
              : "none"
        }
        stroke={edge ? "var(--line-strong)" : unit.kind === "unknown" ? "var(--text-3)" : "none"}
        strokeDasharray={unit.kind === "may" || unit.kind === "unknown" ? "2 2" : undefined}
      />
      {unit.kind === "used" && fill > 0 ? (
        <rect
          x={x + 0.5}
          y={y + 0.5 + (side - 1) * (1 - fill)}
          width={side - 1}
          height={(side - 1) * fill}
          fill="color-mix(in srgb, var(--ink) 64%, var(--panel))"
        />
      ) : null}
      {unit.code ? (
        <>
          <rect x={x + 2.5} y={y + 4} width={side - 5} height={12} rx={2} fill="var(--panel)" />
          <text
            x={x + side / 2}
            y={y + 13.5}
            textAnchor="middle"
            style={{ fontFamily: "var(--font-geist-mono)", fontSize: 10, fill: "var(--text)" }}
          >
            {unit.code}
          </text>
        </>
      ) : null}
    </g>
  );
}

/** Things that are counted, drawn one by one: nodes of a pool, half CPUs of a node. */
export function UnitSquares({
  blocks,
  columns = 4,
  rows,
  ...figure
}: FigureProps & { blocks: readonly UnitBlock[]; columns?: number; rows?: TwinRows }) {
  const id = useId();
  const count = (units: readonly Unit[], kind: Unit["kind"]) =>
    units.filter((unit) => unit.kind === kind).length;
  return (
    <ChartFigure
      {...figure}
      rows={
        rows ?? {
          head: ["Block", "Used", "Free", "System", "May be added"],
          body: blocks.map(({ label, units }) => [
            label,
            count(units, "used"),
            count(units, "free"),
            count(units, "system"),
            count(units, "may"),
          ]),
        }
      }
    >
      <ul className="flex flex-wrap gap-x-3.5 gap-y-3">
        {keyed(blocks, (block) => block.label).map(({ key, item: block }) => (
          <li key={key} className="grid content-start gap-1 text-11 text-text-2">
            <span className="flex justify-between gap-2">
              <span className="mono text-11">{block.label}</span>
              {block.note}
            </span>
            <svg
              aria-hidden="true"
              width={columns * step}
              height={Math.ceil(block.units.length / columns) * step}
              className="block"
            >
              <defs>
                <HatchPattern id={`${id}${key}`.replace(/[^\w-]/g, "-")} />
              </defs>
              {keyed(block.units, (unit) => unit.kind).map(({ key: place, item: unit }, index) => (
                <Square
                  key={place}
                  unit={unit}
                  x={(index % columns) * step}
                  y={Math.floor(index / columns) * step}
                  hatch={`${id}${key}`.replace(/[^\w-]/g, "-")}
                />
              ))}
            </svg>
            {block.foot ? <span>{block.foot}</span> : null}
          </li>
        ))}
      </ul>
    </ChartFigure>
  );
}
