import { expect, test } from "vitest";
import { changeWindow, gate, plan } from "./promotion.fixture";
import { riskFacts } from "./risk-facts";

const fact = (name: string, ...ask: Parameters<typeof riskFacts>) =>
  riskFacts(...ask).find((one) => one.name === name);

test("the blast radius counts only clusters where something rendered changes", () => {
  expect(fact("Blast radius", plan(), [])).toMatchObject({ value: "1 object on 1 cluster" });
  expect(fact("Blast radius", plan({ rendered: [] }), [])).toMatchObject({ value: "nothing that runs" });
});

test("a cluster that is touched and silent is named as not known", () => {
  const rendered = plan().rendered.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => ({ ...cell, kind: "changed" as const })),
  }));
  expect(fact("Blast radius", plan({ rendered }), [])?.detail).toContain("prod-secondary does not answer");
});

test("what nobody measured or planned is said to be unknown, never none", () => {
  expect(fact("SLO budget", plan(), [])?.value).toBe("not measured");
  expect(fact("Cost change", plan({ effects: [] }), [])?.value).toBe("not known");
  expect(fact("Blast radius", plan({ digest: null, rendered: [] }), [])?.value).toBe("not known");
  expect(fact("Change window", plan(), [])?.value).toBe("not judged");
});

test("an open window tells its end and a closed one its opening", () => {
  const until = "2026-11-20T16:00:00.000Z";
  const open = gate("change window", { kind: "window", until });
  expect(fact("Change window", plan(), [open])).toMatchObject({ value: "ends", until });
  expect(fact("Change window", plan(), [{ ...changeWindow, until }])).toMatchObject({
    value: "closed, opens",
    until,
  });
  expect(fact("Change window", plan({ kind: "rollback" }), [open])?.until).toBeUndefined();
  expect(fact("Change window", plan(), [{ ...changeWindow, until: null }])).toMatchObject({
    value: "closed",
  });
});
