import { percent } from "./chart-figure";

/** Use against request and limit of one container, all in one unit. */
export type BulletValues = {
  limit: number;
  request?: number | undefined;
  p50?: number | undefined;
  p95?: number | undefined;
  max?: number | undefined;
  /** The request we would advise. */
  suggestion?: number | undefined;
};

/** One bar: p50 dark, p95 fainter, a whisker to the maximum, a thick tick for the request, a triangle for the advice. */
export function Bullet({
  values,
  summary,
  className,
}: {
  values: BulletValues;
  summary: string;
  className?: string;
}) {
  const end = Math.max(values.limit, values.max ?? 0, values.request ?? 0, values.suggestion ?? 0) || 1;
  const at = (value: number) => percent(value / end);
  const { p50, p95, max, request, suggestion } = values;
  return (
    <svg
      role="img"
      aria-label={summary}
      width="100%"
      height={26}
      className={`block min-w-24 overflow-visible ${className ?? ""}`}
    >
      <rect x={0} y={6} width={at(values.limit)} height={10} fill="var(--inset)" />
      <line x1={at(values.limit)} x2={at(values.limit)} y1={4} y2={18} stroke="var(--line-strong)" />
      {p95 === undefined ? null : (
        <rect
          x={0}
          y={6}
          width={at(p95)}
          height={10}
          fill="color-mix(in srgb, var(--ink) 26%, var(--panel))"
        />
      )}
      {p50 === undefined ? null : (
        <rect
          x={0}
          y={8}
          width={at(p50)}
          height={6}
          fill="color-mix(in srgb, var(--ink) 64%, var(--panel))"
        />
      )}
      {max === undefined ? null : (
        <>
          <line x1={at(p95 ?? 0)} x2={at(max)} y1={11} y2={11} stroke="var(--text-2)" />
          <line x1={at(max)} x2={at(max)} y1={8} y2={14} stroke="var(--text-2)" />
        </>
      )}
      {request === undefined ? null : (
        <line x1={at(request)} x2={at(request)} y1={2} y2={20} stroke="var(--ink)" strokeWidth={2.5} />
      )}
      {suggestion === undefined ? null : (
        <svg x={at(suggestion)} y={18} overflow="visible" aria-hidden="true">
          <path d="M0 0 4 7H-4Z" fill="var(--panel)" stroke="var(--text)" />
        </svg>
      )}
    </svg>
  );
}

/** A share with a limit: error budget, age of evidence. The warning is colour and the text beside it. */
export function Meter({ share, summary, warn = false }: { share: number; summary: string; warn?: boolean }) {
  return (
    <svg role="img" aria-label={summary} width={72} height={4} className="edged block rounded-[2px] bg-inset">
      <rect
        width={percent(Math.min(1, Math.max(0, share)))}
        height={4}
        fill={warn ? "var(--attention)" : "color-mix(in srgb, var(--ink) 64%, var(--panel))"}
      />
    </svg>
  );
}
