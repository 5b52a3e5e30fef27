import { afterAll, expect, test, vi } from "vitest";
import { testStore } from "@/db/testing/store";
import { openBench, sharedRenderer } from "../testing/bench";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

test("the settings page says for how many days costs are kept, as this installation was told", async () => {
  const retention = { samplesDays: 14, hoursDays: 120, partsDays: 800 };
  const bench = await openBench({
    store: await testStore(),
    renderer: shared.renderer,
    settings: { retention },
  });
  const { connections } = await bench.value<{ connections: { kind: string; detail: string }[] }>(
    "alex",
    "settings.show",
    {},
  );
  expect(connections.find(({ kind }) => kind === "store")?.detail).toContain(
    "keeps samples 14 days, hours 120, days by namespace and label 800",
  );
  await bench.close();
});
