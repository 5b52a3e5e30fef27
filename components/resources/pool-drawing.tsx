import { useId } from "react";
import type { NodePoolView } from "@/lib/contract/resources-view";
import { HatchPattern } from "../chart/chart-figure";

const widest = 272;

/** Nodes one by one: filled to what is promised and used, dashed up to the declared maximum, a line under the minimum. */
export function PoolDrawing({ pool, summary }: { pool: NodePoolView; summary: string }) {
  const id = useId().replace(/[^\w-]/g, "-");
  const nodes = pool.nodes ?? [];
  const places = Math.max(pool.max ?? 0, nodes.length, pool.min ?? 0, 1);
  const step = Math.min(17, widest / places);
  const side = Math.max(1.5, step - 3);
  const stale = pool.cluster.reachable === false;
  const height = (share: number): number => 21 * Math.min(1, Math.max(0, share));
  return (
    <svg role="img" aria-label={summary} width={places * step + 52} height={38} className="block max-w-full">
      <defs>
        <HatchPattern id={id} />
      </defs>
      {Array.from({ length: places }, (_, at) => {
        const node = nodes[at];
        const x = at * step + 1;
        if (!node)
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a place is its position
              key={at}
              x={x}
              y={2.5}
              width={side}
              height={21}
              fill="none"
              stroke="var(--line-strong)"
              strokeDasharray="2 2"
            />
          );
        const promised = height(node.requested.cpuMillis / (node.allocatable.cpuMillis || 1));
        const used = node.used ? height(node.used.cpuMillis / (node.allocatable.cpuMillis || 1)) : 0;
        return (
          <g key={node.name}>
            <rect
              x={x}
              y={23.5 - promised}
              width={side}
              height={promised}
              fill="color-mix(in srgb, var(--ink) 22%, var(--panel))"
            />
            <rect
              x={x}
              y={23.5 - used}
              width={side}
              height={used}
              fill="color-mix(in srgb, var(--ink) 66%, var(--panel))"
            />
            {stale || !node.ready ? (
              <rect x={x} y={2.5} width={side} height={21} fill={`url(#${id})`} />
            ) : null}
            <rect
              x={x}
              y={2.5}
              width={side}
              height={21}
              fill="none"
              stroke="color-mix(in srgb, var(--ink) 58%, var(--panel))"
              strokeDasharray={stale || !node.ready ? "2 2" : undefined}
            />
          </g>
        );
      })}
      {pool.min === null || pool.min === 0 ? null : (
        <path d={`M1 28H${pool.min * step - 2}`} stroke="var(--ink)" strokeWidth={2} />
      )}
      <g style={{ fontSize: 10, fill: "var(--text-3)" }}>
        {pool.min === null ? null : (
          <text x={pool.min === 0 ? 0 : pool.min * step + 3} y={35}>
            min {pool.min}
          </text>
        )}
        {pool.max === null ? null : (
          <text x={places * step + 4} y={17}>
            max {pool.max}
          </text>
        )}
      </g>
    </svg>
  );
}
