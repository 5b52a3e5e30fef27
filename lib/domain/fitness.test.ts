import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { healthAcross, type PlacedHealth, servingIsKnown } from "./fitness";
import type { HealthKind } from "./health";

const place = (role: PlacedHealth["role"], kind: HealthKind): PlacedHealth => ({
  role,
  health: { kind, word: kind, reason: kind === "unknown" ? "east does not answer" : null },
});
const kinds = fc.constantFrom<HealthKind>("healthy", "moving", "attention", "failed", "waiting", "unknown");
const places = fc.array(
  fc.tuple(fc.constantFrom("primary" as const, "failover" as const), kinds).map(([r, k]) => place(r, k)),
);

describe("what runs on several clusters", () => {
  test("is never shown as good while one of them is unknown", () => {
    fc.assert(
      fc.property(places, (all) => {
        if (!all.some(({ health }) => health.kind === "unknown")) return;
        expect(["unknown", "failed"]).toContain(healthAcross(all).kind);
      }),
    );
  });

  test("is unknown and says of what when only the cluster that would take over is silent", () => {
    const health = healthAcross([place("primary", "healthy"), place("failover", "unknown")]);
    expect(health).toEqual({ kind: "unknown", word: "failover unknown", reason: "east does not answer" });
    expect(servingIsKnown(health)).toBe(true);
  });

  test("is plainly unknown when what serves is silent, or nothing is there", () => {
    for (const all of [
      [place("primary", "unknown"), place("failover", "healthy")],
      [place("primary", "unknown"), place("primary", "healthy"), place("failover", "unknown")],
      [place("failover", "unknown")],
      [],
    ]) {
      const health = healthAcross(all);
      expect(health).toMatchObject({ kind: "unknown", word: "unknown" });
      expect(servingIsKnown(health)).toBe(false);
    }
  });

  test("fails where one of them fails, also the one that would take over", () => {
    expect(healthAcross([place("primary", "unknown"), place("failover", "failed")]).kind).toBe("failed");
    expect(healthAcross([place("primary", "healthy"), place("failover", "failed")]).kind).toBe("failed");
  });
});
