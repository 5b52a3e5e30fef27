import { describe, expect, test } from "vitest";
import type { Json } from "../json";
import type { Manifest } from "../manifest";
import { maskSecrets } from "../secret";
import { excerptOf } from "./excerpt";
import { nearRuleOf } from "./near-rule";
import { yamlPair } from "./side-by-side";

const secret = (value: string): Manifest => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "s" },
  stringData: { user: "same", key: value },
});
const masked = (value: string) => maskSecrets(secret(value), (text) => `hash${text}00000000`.slice(0, 16));

describe("two manifests as text", () => {
  test("a secret says whether both sides agree, and shows neither the value nor its mask", () => {
    const { left, right } = yamlPair(masked("one"), masked("two"));
    for (const text of [left, right]) {
      expect(text).toContain("key: *** (secret, differs)");
      expect(text).toContain("user: *** (secret, equal)");
      expect(text).not.toMatch(/o8-secret|hashone|hashtwo|hashsame/);
    }
  });

  test("keys stand in one order on both sides, however they were written", () => {
    const manifest = (spec: Json): Manifest => ({
      kind: "ConfigMap",
      spec,
      metadata: { name: "c" },
      apiVersion: "v1",
    });
    const { left, right } = yamlPair(manifest({ b: 1, a: [2] }), manifest({ a: [2], b: 1 }));
    expect(left).toBe(
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\nspec:\n  a:\n    - 2\n  b: 1\n",
    );
    expect(right).toBe(left);
  });

  test("what is not there stays not there", () => {
    expect(yamlPair(null, masked("x")).left).toBeNull();
  });
});

test("an excerpt names an object's own plain settings, never its selector", () => {
  const pdb = {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "p" },
    spec: { selector: { matchLabels: { app: "p" } }, minAvailable: 1 },
  };
  expect(excerptOf(pdb)).toBe("minAvailable: 1");
  expect(excerptOf({ apiVersion: "v1", kind: "Namespace", metadata: { name: "n" } })).toBeNull();
});

describe("the rule nearest to an unexplained difference", () => {
  const difference = {
    kind: "Deployment",
    application: "web",
    segments: ["spec", "replicas"],
    class: "unexplained",
  };
  const names = { left: "staging", right: "production" };
  const today = "2026-11-23";

  test("is the first whose path fits, with what keeps it from expecting it", () => {
    const rules = [
      { path: "**.image", because: "images" },
      { path: "**.replicas", kind: "StatefulSet", because: "sets" },
      { path: "spec.replicas", direction: "rise" as const, because: "more load" },
    ];
    expect(nearRuleOf(rules, difference, names, today)).toEqual({
      index: 1,
      path: "**.replicas",
      because: "sets",
      but: "speaks of StatefulSet only",
    });
    expect(nearRuleOf(rules.slice(2), difference, names, today)?.but).toBe(
      "lets it rise, never fall from staging to production",
    );
  });

  test("may be one of another application, or one whose last day is over", () => {
    const rule = { path: "spec.replicas", because: "more load" };
    const but = (more: object) => nearRuleOf([{ ...rule, ...more }], difference, names, today)?.but;
    expect(but({ application: "checkout" })).toBe("speaks of checkout only");
    expect(but({ application: "w*", until: "2026-11-22" })).toBe("counted until 2026-11-22");
  });

  test("is none when no rule speaks of the place", () => {
    expect(nearRuleOf([{ path: "**.image", because: "images" }], difference, names, today)).toBeNull();
  });
});
