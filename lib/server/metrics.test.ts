import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testStore } from "@/db/testing/store";
import { whyNoPrometheus } from "@/e2e/parts/prometheus";
import type { Engine } from "@/lib/engine/engine";
import { type Bench, openBench, sharedRenderer } from "@/lib/operations/testing/bench";
import { partState } from "@/scripts/parts.mjs";
import { tellMetrics } from "./metrics";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
const token = "a-metrics-token-of-length";
const shared = sharedRenderer();
const shownProcess = globalThis as typeof globalThis & { o8Engine?: Promise<Engine> | undefined };
let bench: Bench;
beforeAll(async () => {
  bench = await openBench({
    store: await testStore(),
    renderer: shared.renderer,
    settings: { metricsToken: token },
  });
  shownProcess.o8Engine = Promise.resolve(bench.engine);
});
afterAll(async () => {
  shownProcess.o8Engine = undefined;
  await bench.close();
  shared.remove();
});

const ask = (authorization?: string): Promise<Response> =>
  tellMetrics(
    new Request("http://localhost/api/metrics", { headers: authorization ? { authorization } : {} }),
  );

test("nobody reads the metrics without the token, and without one configured there is no such door", async () => {
  for (const given of [undefined, "Bearer", "Bearer ", `Bearer ${token}x`, `Basic ${token}`]) {
    const answer = await ask(given);
    expect(answer.status, given).toBe(401);
    expect(await answer.text()).not.toContain("orchestr8_");
  }
  const { settings } = bench.engine;
  shownProcess.o8Engine = Promise.resolve({ ...bench.engine, settings: { ...settings, metricsToken: null } });
  expect((await ask(`Bearer ${token}`)).status).toBe(404);
  shownProcess.o8Engine = Promise.resolve(bench.engine);
});

test("what is asked for and what runs is counted, and a cluster that was never asked is no zero", async () => {
  const before = await (await ask(`Bearer ${token}`)).text();
  expect(before).toContain('orchestr8_build_info{version="');
  expect(before).not.toContain("orchestr8_promotions{");
  const asked = { id: undefined, kind: "execute", key: "one", payload: {} };
  await bench.engine.store.write((tx) => tx.jobs.add(asked, bench.engine.now()));
  const text = await (await ask(`Bearer ${token}`)).text();
  expect(text).toContain('orchestr8_jobs{kind="execute",state="queued"} 1');
  expect(text).toContain('orchestr8_jobs_due{kind="execute"} 1');
  expect(text).toContain('orchestr8_render_cache_requests_total{result="hit"}');
  const known = bench.engine.live.clusters().filter(({ reachable }) => reachable !== null);
  expect(text.match(/^orchestr8_cluster_reachable\{/gm)?.length ?? 0).toBe(known.length);
});

const real = whyNoPrometheus("the real promtool");
describe.skipIf(real.skip)(real.title, () => {
  test("finds nothing to complain about", async () => {
    const state = partState("prometheus");
    if (state.kind !== "cached") throw new Error("prometheus is not here");
    const answer = await ask(`Bearer ${token}`);
    expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    const said = execFileSync(join(state.folder, "promtool"), ["check", "metrics"], {
      input: await answer.text(),
      encoding: "utf8",
      stdio: ["pipe", "pipe", "pipe"],
    });
    expect(said).toBe("");
  });
});
