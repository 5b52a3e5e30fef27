import { afterAll, expect, test, vi } from "vitest";
import { testStore } from "@/db/testing/store";
import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import { type Bench, openBench, sharedRenderer } from "../testing/bench";
import { fleetFile, overlayFile } from "../testing/tree";
import { stepsBetween } from "./steps";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

const rule = `compare:
  expect:
    - { path: spec.replicas, pair: dev...integration, direction: rise, because: dev is small }
`;

/** The fleet with `web` of this size in each environment. */
async function sized(sizes: Readonly<Record<string, number>>): Promise<Bench> {
  const bench = await openBench({
    store: await testStore(),
    renderer: shared.renderer,
    files: { "orchestr8.yaml": fleetFile(rule) },
  });
  await bench.push(
    Object.fromEntries(
      Object.entries(sizes).map(([environment, count]) => {
        const file = overlayFile("web", environment);
        return [file, `${bench.text(file)}\nreplicas:\n  - { name: web, count: ${count} }\n`];
      }),
    ),
  );
  return bench;
}

async function replicas(bench: Bench, left: string, right: string) {
  const view = await bench.value<EnvironmentDiffView>("alex", "environment.diff", { left, right });
  const { unexplained, expected: meant } = view.summary;
  const counted = (name: string) => view.differences.filter((one) => one.class === name).length;
  expect([unexplained, meant]).toEqual([counted("unexplained"), counted("expected")]);
  const found = view.differences.find(
    ({ application, path }) => application === "web" && path === "spec.replicas",
  );
  return found ? [found.class, found.because] : null;
}

test("what a rule of one step expects is expected on the way over it, where the other steps change nothing", async () => {
  const bench = await sized({ dev: 1, integration: 3, staging: 3, production: 3 });
  const meant = ["expected", "policy: dev is small (dev to integration)"];
  expect(await replicas(bench, "dev", "production")).toEqual(meant);
  expect(await replicas(bench, "production", "dev")).toEqual(meant);
  expect(await replicas(bench, "dev", "integration")).toEqual(["expected", "policy: dev is small"]);
  expect(await replicas(bench, "integration", "production")).toBeNull();
  await bench.close();
});

test("one step that nobody expects keeps the whole way loud", async () => {
  const bench = await sized({ dev: 1, integration: 3, staging: 3, production: 2 });
  expect(await replicas(bench, "staging", "production")).toEqual(["unexplained", null]);
  expect(await replicas(bench, "dev", "production")).toEqual(["unexplained", null]);
  expect(await replicas(bench, "dev", "staging")).toEqual([
    "expected",
    "policy: dev is small (dev to integration)",
  ]);
  await bench.close();
});

test("neighbours have no steps between them, and the way is told in promotion order whichever side is first", () => {
  const environments = ["dev", "staging", "production"].map((name, order) => ({
    name,
    order,
    type: "staging" as const,
    place: null,
  }));
  expect(stepsBetween({ environments }, "staging", "dev")).toEqual([]);
  expect(stepsBetween({ environments }, "production", "dev")).toEqual([
    { from: "dev", to: "staging" },
    { from: "staging", to: "production" },
  ]);
  expect(stepsBetween({ environments }, "dev", "nowhere")).toEqual([]);
});
