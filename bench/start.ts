import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { type Measure, median } from "./measure";

/** How long `o8` takes to start, against Node itself doing nothing: both pay for the same machine. */
export async function startMeasures(): Promise<readonly Measure[]> {
  const program = resolve("dist/o8.mjs");
  const run = (argv: readonly string[]) => () =>
    spawnSync(process.execPath, argv, { cwd: resolve("examples/acme") });
  const peerMs = await median(7, run(["-e", "0"]));
  const measures: Measure[] = [];
  for (const argv of [
    ["version"],
    ["fleet", "lint"],
    ["manifest", "diff", "orchestr8.yaml", "orchestr8.yaml"],
  ])
    measures.push({
      name: `start: o8 ${argv.slice(0, 2).join(" ")}`,
      peer: "node -e 0",
      oursMs: await median(7, run([program, ...argv])),
      peerMs,
      // 0.3 s where Node itself takes 0.06 s.
      atMost: 5,
    });
  return measures;
}
