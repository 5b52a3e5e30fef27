"use client";

import { counted } from "@/lib/domain/promotion/sentence";
import type { Section } from "./compare-rows";
import { loudTone } from "./loud-look";
import { skylineOf } from "./skyline";

/** All rows on one line by topic, so that the few that matter are found among a thousand. */
export function SkylineStrip({
  sections,
  onMark,
}: {
  sections: readonly Section[];
  onMark: (number: number) => void;
}) {
  const total = sections.reduce((sum, section) => sum + section.count, 0);
  if (total === 0) return null;
  const loud = sections.flatMap((section) =>
    section.loud.length > 0 ? [`${section.loud.length} in ${section.topic}`] : [],
  );
  const caption =
    loud.length === 0
      ? `None of ${counted(total, "row")} needs a look`
      : `Where the rows that need a look are among ${total.toLocaleString("en-US")}: ${loud.join(", ")}`;
  return (
    <div className="border-t border-line px-4 pt-[9px] pb-[7px] max-md:px-3.5 max-md:py-2.5">
      <Drawing
        sections={sections}
        width={796}
        letter={6}
        caption={caption}
        onMark={onMark}
        className="max-md:hidden"
      />
      <Drawing
        sections={sections}
        width={328}
        letter={0}
        caption={caption}
        onMark={onMark}
        className="md:hidden"
      />
    </div>
  );
}

function Drawing({
  sections,
  width,
  letter,
  caption,
  onMark,
  className,
}: {
  sections: readonly Section[];
  width: number;
  letter: number;
  caption: string;
  onMark: (number: number) => void;
  className: string;
}) {
  const { topics, marks } = skylineOf(sections, width, letter);
  return (
    <svg
      role="img"
      aria-label={caption}
      viewBox={`0 0 ${width} ${letter > 0 ? 52 : 36}`}
      className={`block h-auto w-full overflow-visible ${className}`}
    >
      {topics.map((topic) => (
        <g key={topic.topic}>
          {topic.ticks.map(({ x, tall }) => (
            <rect
              key={x}
              x={x.toFixed(2)}
              y={tall ? 27 : 29}
              width={1.69}
              height={tall ? 7 : 5}
              className={tall ? "fill-text-2" : "fill-line-strong"}
            />
          ))}
          {letter > 0 ? (
            <text x={topic.x.toFixed(1)} y={48}>
              {topic.topic}
            </text>
          ) : null}
        </g>
      ))}
      {marks.map(({ number, kind, x, numbered }) => {
        const fill = loudTone(kind) === "failed" ? "fill-failed" : "fill-attention";
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the same rows are links in the table; the mark is a short cut for the mouse
          <g key={number} onClick={() => onMark(number)} className="cursor-pointer">
            <rect
              x={(x - 1).toFixed(2)}
              y={numbered ? 16 : 22}
              width={2}
              height={numbered ? 18 : 12}
              className={fill}
            />
            {numbered ? (
              <>
                <circle cx={x.toFixed(2)} cy={9} r={8.5} className={fill} />
                <text
                  x={x.toFixed(2)}
                  y={12.8}
                  textAnchor="middle"
                  style={{ fontSize: number > 99 ? 8 : 10.5, fontWeight: 600, fill: "var(--panel)" }}
                >
                  {number}
                </text>
              </>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}
