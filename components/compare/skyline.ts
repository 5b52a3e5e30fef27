import type { Cause, Section } from "./compare-rows";

/** Where a comparison's rows stand on one line by topic, in the units of a drawing `width` wide. */
export type Skyline = {
  width: number;
  topics: readonly {
    topic: string;
    x: number;
    width: number;
    ticks: readonly { x: number; tall: boolean }[];
  }[];
  /** Loud causes; those too near to the one before have no room for their number. */
  marks: readonly { number: number; kind: Cause["kind"]; x: number; numbered: boolean }[];
};

const step = 2.81;
const gap = 14;
const numberWidth = 19;

/**
 * Lays the topics side by side, as wide as their share of the rows, but never narrower than their label (`letter` wide
 * a letter; 0: no labels). A tick stands for one row, or for many when there are more rows than room.
 */
export function skylineOf(sections: readonly Section[], width: number, letter: number): Skyline {
  const least = sections.map((section) => Math.max(letter * section.topic.length, step * 2));
  const total = sections.reduce((sum, section) => sum + section.count, 0);
  const spare = Math.max(0, width - gap * (sections.length - 1) - least.reduce((sum, one) => sum + one, 0));
  const marks: Skyline["marks"][number][] = [];
  let x = 0;
  let lastNumber = -numberWidth;
  const topics = sections.map((section, index) => {
    const own = (least[index] ?? 0) + (total === 0 ? 0 : (spare * section.count) / total);
    const start = x;
    x += own + gap;
    const ticks = Math.max(1, Math.min(section.count, Math.floor(own / step)));
    const stride = own / Math.max(ticks, Math.floor(own / step));
    let before = 0;
    const tall = new Set<number>();
    for (const cause of [...section.loud, ...section.quiet]) {
      const at = Math.min(ticks - 1, Math.floor(((before + cause.lines.length / 2) / section.count) * ticks));
      before += cause.lines.length;
      if (cause.kind === "version") tall.add(at);
      if (cause.number === null) continue;
      const markX = start + (section.loud.length === 1 ? Math.min(own / 2, ticks * stride) : at * stride) + 1;
      const numbered = markX - lastNumber >= numberWidth;
      if (numbered) lastNumber = markX;
      marks.push({ number: cause.number, kind: cause.kind, x: markX, numbered });
    }
    return {
      topic: section.topic,
      x: start,
      width: own,
      ticks: Array.from({ length: ticks }, (_, tick) => ({ x: start + tick * stride, tall: tall.has(tick) })),
    };
  });
  return { width, topics, marks };
}
