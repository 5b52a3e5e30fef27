/** Half-open: from the first instant up to, and without, the last; in hours on any one clock. */
export type Span = { from: number; to: number };

export const hoursIn = ({ from, to }: Span): number => Math.max(0, to - from);

/** Hours that both spans cover. */
export const overlapHours = (a: Span, b: Span): number =>
  hoursIn({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) });
