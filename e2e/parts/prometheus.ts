import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { partState } from "@/scripts/parts.mjs";
import { removeAtTheEnd, startGuarded } from "./guarded";
import { freePorts } from "./ports";

const run = promisify(execFile);

export type RealPrometheus = { url: string; stop(): Promise<void> };

/** The title of a suite that needs Prometheus: it says why it is skipped. */
export function whyNoPrometheus(title: string): { skip: boolean; title: string } {
  const state = partState("prometheus");
  if (state.kind === "cached") return { skip: false, title };
  const reason = state.kind === "buildable" ? "prometheus is not here yet: npm run parts" : state.reason;
  return { skip: true, title: `${title} [skipped: ${reason}]` };
}

/**
 * A real Prometheus in a folder of its own. `history` (OpenMetrics with times) is in its database before it starts,
 * and `target` (host:port) is scraped every second. It never outlives this process.
 */
export async function startPrometheus(given: { history?: string; target?: string }): Promise<RealPrometheus> {
  const state = partState("prometheus");
  if (state.kind !== "cached") throw new Error("prometheus is not here");
  const folder = await mkdtemp(join(tmpdir(), "o8-prometheus-"));
  removeAtTheEnd(folder);
  const data = join(folder, "data");
  await mkdir(data);
  if (given.history) {
    const file = join(folder, "history.txt");
    await writeFile(file, `${given.history.trimEnd()}\n# EOF\n`);
    await run(join(state.folder, "promtool"), ["tsdb", "create-blocks-from", "openmetrics", file, data]);
  }
  const scraped = given.target
    ? `scrape_configs: [{ job_name: test, static_configs: [{ targets: ["${given.target}"] }] }]`
    : "";
  await writeFile(join(folder, "prometheus.yml"), `global: { scrape_interval: 1s }\n${scraped}\n`);
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const part = startGuarded(
    "prometheus",
    join(state.folder, "prometheus"),
    [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--storage.tsdb.retention.time=10y",
      "--log.level=warn",
    ],
    join(folder, "prometheus.log"),
  );
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(`${url}/-/ready`).catch(() => null);
    if (answer?.ok) break;
    if (tries > 300 || !part.running()) throw new Error(`prometheus did not come up: ${await part.tail()}`);
    await pause(100);
  }
  return {
    url,
    async stop() {
      await part.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
