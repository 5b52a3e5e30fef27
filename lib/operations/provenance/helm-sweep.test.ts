import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Offline, openOffline } from "@/lib/engine/offline";
import { explainField } from "./field";
import { movedByValues, type Swept, swept } from "./sweep.fixture";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

let offline: Offline;
let result: Swept;
beforeAll(async () => {
  offline = await openOffline({ folder: "examples/acme" });
  result = await swept(
    offline,
    36,
    ({ source, environment }) => source.kind === "helm" && environment === "staging",
  );
});
afterAll(() => offline.close());

test("no field of a chart is explained by a values line that does not move it", () => {
  expect(result.wrong).toEqual([]);
  expect(result.confirmed).toBeGreaterThan(6);
});

test("no value of a chart moves a field that is called the template's", async () => {
  const asked = result.unclaimed.slice(0, 6);
  expect(asked).toHaveLength(6);
  expect(await movedByValues(offline, asked)).toEqual([]);
});

test("a field that shows no trace of the values behind it is still theirs: a checksum over all of them", async () => {
  const state = await offline.desired.head();
  const placement = state.fleet.placements.find(({ id }) => id === "catalog/staging/staging-cluster");
  if (!placement) throw new Error("the example has it");
  const answer = await explainField(offline.spine.ports, state, {
    placement,
    object: "Deployment/catalog",
    path: 'spec.template.metadata.annotations["checksum/config"]',
  });
  if (answer.kind !== "found") throw new Error(answer.kind);
  const { explanation } = answer.field;
  expect(explanation.note).toMatch(/^Several values move this field, .+ and .+ among them\.$/);
  expect(explanation.candidates.map(({ how }) => how.split(",")[0])).not.toContain("chart template");
});
