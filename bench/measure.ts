/** Median wall time of several runs, in milliseconds; the first run warms up and does not count. */
export async function median(runs: number, act: () => Promise<unknown> | unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const began = performance.now();
    await act();
    if (run > 0) times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

export type Measure = {
  name: string;
  /** What it was measured against, in the same run on the same data. */
  peer: string;
  oursMs: number;
  peerMs: number;
  /** The ratio that was promised, ours / peer. */
  atMost: number;
};

const fixed = (ms: number): string => (ms < 10 ? ms.toFixed(2) : ms.toFixed(0));

export const line = ({ name, peer, oursMs, peerMs, atMost }: Measure): string => {
  const ratio = oursMs / peerMs;
  return `${ratio <= atMost ? "met   " : "MISSED"} ${name}: ${fixed(oursMs)} ms, ${peer}: ${fixed(peerMs)} ms, ratio ${ratio.toPrecision(2)} (promised at most ${atMost})`;
};
