import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayRecheckOn, type SavingDecision, savingEnvironment, savingId, savingStand } from "./saving-stand";
import type { Saving } from "./savings";

const today = "2026-11-20";
const saving = (over: Partial<Saving> = {}): Saving => ({
  kind: "schedule",
  environment: "staging",
  subject: null,
  production: false,
  application: null,
  monthly: 100,
  title: "Switch staging off",
  detail: "",
  owner: null,
  risk: "low",
  ...over,
});
const decision = (over: Partial<SavingDecision> = {}): SavingDecision => ({
  saving: "schedule/staging",
  kind: "dismissed",
  reason: "because",
  by: "per_mira",
  at: new Date("2026-11-01T09:00:00Z"),
  recheckOn: "2026-12-01",
  title: "Switch staging off",
  monthly: 90,
  ...over,
});

describe("a saving", () => {
  it("that was dismissed is kept apart until its day, and is open again from then on", () => {
    const stand = savingStand([saving()], [decision()], today);
    expect([stand.open.length, stand.dismissed.length]).toEqual([0, 1]);
    const [again] = savingStand([saving()], [decision()], "2026-12-01").open;
    expect(again?.before?.reason).toBe("because");
  });

  it("that was agreed on and is still there on its day is open again; one that is gone counts as done", () => {
    const agreed = decision({ kind: "accepted" });
    expect(savingStand([saving()], [agreed], today).accepted).toHaveLength(1);
    expect(savingStand([saving()], [agreed], "2026-12-01").open).toHaveLength(1);
    expect(savingStand([], [agreed], today).accepted).toEqual([{ saving: null, decision: agreed }]);
    expect(savingStand([], [decision()], today)).toEqual({ open: [], accepted: [], dismissed: [] });
  });

  it("follows the newest word, whatever order they come in", () => {
    const later = decision({ kind: "reopened", recheckOn: null, at: new Date("2026-11-02T09:00:00Z") });
    for (const all of [
      [decision(), later],
      [later, decision()],
    ])
      expect(savingStand([saving()], all, today).open).toEqual([{ saving: saving(), before: null }]);
  });

  it("is in exactly one place, decided or not", () => {
    const kinds = fc.constantFrom("accepted" as const, "dismissed" as const, "reopened" as const);
    const subjects = fc.constantFrom("a", "b", "c");
    const anyDecision = fc
      .record({ kind: kinds, subject: subjects, day: fc.integer({ min: 1, max: 28 }), ahead: fc.boolean() })
      .map(({ kind, subject, day, ahead }) =>
        decision({
          kind,
          saving: `requests/staging/${subject}`,
          at: new Date(Date.UTC(2026, 9, day)),
          recheckOn: kind === "reopened" ? null : ahead ? "2026-12-24" : "2026-11-19",
        }),
      );
    fc.assert(
      fc.property(fc.uniqueArray(subjects), fc.array(anyDecision), (found, decisions) => {
        const all = found.map((subject) => saving({ kind: "requests", subject, application: subject }));
        const { open, accepted, dismissed } = savingStand(all, decisions, today);
        const told = [...open, ...accepted, ...dismissed].flatMap((one) =>
          one.saving ? [savingId(one.saving)] : [],
        );
        expect(told.sort()).toEqual(all.map(savingId).sort());
      }),
    );
  });

  it("has an id that names its environment and stays the same while its amount changes", () => {
    expect(savingId(saving({ monthly: 1 }))).toBe(savingId(saving({ monthly: 2, title: "another" })));
    expect(savingEnvironment("nodes/staging/staging-cluster")).toBe("staging");
    for (const text of ["staging", "prices/staging", "nodes//x", "nodes/a/b/c"])
      expect(savingEnvironment(text)).toBeNull();
  });
});

it("is looked at again on a day ahead, within a year", () => {
  const days = ["2026-11-20", "2026-11-21", "2027-11-20", "2028-01-01"];
  expect(days.map((day) => mayRecheckOn(day, today).allowed)).toEqual([false, true, true, false]);
});
