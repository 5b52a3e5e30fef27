import { expect, test } from "vitest";
import { minute, personIn } from "../testing/fixture";
import { onEveryStore } from "../testing/store";

onEveryStore("decisions on savings", (open) => {
  test("the newest on each saving holds, and nothing of it is lost", async () => {
    const store = await open.store();
    const by = await personIn(store, "mira");
    const decision = {
      saving: "schedule/staging",
      environment: "staging",
      kind: "dismissed" as const,
      reason: "the load test runs at night",
      by,
      recheckOn: "2026-12-01",
      title: "Switch staging off at night and weekends",
      monthly: 386.5,
      currency: "EUR",
    };
    await store.write((tx) => tx.savings.decide(decision, minute(1)));
    await store.write((tx) => tx.savings.decide({ ...decision, saving: "nodes/dev/dev" }, minute(2)));
    const later = { ...decision, kind: "reopened" as const, reason: "it is over", recheckOn: null };
    await store.write((tx) => tx.savings.decide(later, minute(3)));
    const { environment: _, currency: __, ...told } = later;
    expect(await store.read.savings.latest()).toEqual([
      expect.objectContaining({ saving: "nodes/dev/dev", kind: "dismissed", recheckOn: "2026-12-01" }),
      { ...told, at: minute(3) },
    ]);
  });
});
