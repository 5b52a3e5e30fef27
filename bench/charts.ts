import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { defaultToolFolder } from "@/lib/adapters/process/environment";
import { findTools } from "@/lib/adapters/render/tools";
import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import { openOffline } from "@/lib/engine/offline";
import { operations } from "@/lib/operations";
import { runOperation } from "@/lib/operations/spine";
import { writeCharts } from "./charts-tree";
import type { Measure } from "./measure";

const run = promisify(execFile);

/**
 * 60 charts of 860 objects: rendered cold, then compared cold and again. The peer of a cold render is `helm template`
 * alone, once a chart and as many side by side as there are cores: what nobody who renders with helm can be faster than.
 */
export async function chartsMeasures(): Promise<readonly Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), "o8-bench-charts-"));
  try {
    const { charts, objects } = await writeCharts(folder);
    const { helm } = await findTools(defaultToolFolder());
    if (!helm) throw new Error("helm was not found");
    const began = performance.now();
    const left = Array.from({ length: charts }, (_, c) => c);
    await Promise.all(
      cpus().map(async () => {
        for (let c = left.shift(); c !== undefined; c = left.shift())
          await run(
            helm.path,
            ["template", `c${c}`, `apps/c${c}/chart`, "-f", `apps/c${c}/values/staging.yaml`],
            {
              cwd: folder,
              maxBuffer: 1 << 26,
            },
          );
      }),
    );
    const peerMs = performance.now() - began;
    const offline = await openOffline({ folder });
    const state = await offline.desired.head();
    const cold = performance.now();
    const rendered = await Promise.all(
      state.fleet.placements
        .filter((placement) => placement.environment === "staging")
        .map((placement) => state.render(placement)),
    );
    const coldMs = performance.now() - cold;
    const made = rendered.reduce((sum, one) => sum + one.objects.length, 0);
    if (made !== objects) throw new Error(`${made} objects were rendered, not ${objects}`);
    const ask = async (): Promise<{ ms: number; rows: number }> => {
      const operation = operations.get("environment.diff");
      if (!operation) throw new Error("environment.diff is an operation");
      const at = performance.now();
      const outcome = await runOperation(
        offline.spine,
        operation,
        { left: "staging", right: "production" },
        { actor: { kind: "local" }, requestId: "bench" },
      );
      if (!outcome.ok) throw new Error(JSON.stringify(outcome));
      return {
        ms: performance.now() - at,
        rows: (outcome.value as EnvironmentDiffView).differences.length,
      };
    };
    const first = await ask();
    const again = await ask();
    await offline.close();
    const load = `load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`;
    return [
      {
        name: `${charts} charts, ${made} objects, cold (${load})`,
        peer: "helm template of each, nothing else",
        oursMs: coldMs,
        peerMs,
        atMost: 2,
      },
      {
        name: `the pair compared again, ${again.rows} differences`,
        peer: "the same pair, production not rendered yet",
        oursMs: again.ms,
        peerMs: first.ms,
        atMost: 0.25,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
