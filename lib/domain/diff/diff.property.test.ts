import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Json, stringifyJson } from "../json";
import type { Manifest } from "../manifest";
import { type Diff, diffManifests } from "./diff";
import { groupDifferences } from "./group";
import { openLists } from "./identity";
import { normalise } from "./normalise";

const word = fc.constantFrom(
  "a",
  "b",
  "staging",
  "prod-db",
  "x.y",
  "",
  "1",
  "500m",
  "v1.2.3",
  "log: info\nb: 2\n",
  '{"a":1}',
);
const name = fc.constantFrom("app", "db", "web", "staging-app", "cache-2m7hc2k8tk");
const scalar: fc.Arbitrary<Json> = fc.oneof(
  word,
  fc.integer({ min: 0, max: 5 }),
  fc.boolean(),
  fc.constant(null),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 53n + 3n }),
);
const value = fc.letrec<{ any: Json }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    fc.array(tie("any"), { maxLength: 3 }),
    fc.array(fc.record({ name, v: tie("any") }), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b.c", "selector", "env", "name", "emptyDir"), tie("any"), {
      maxKeys: 3,
    }),
  ),
})).any;

const container: fc.Arbitrary<Json> = fc.record(
  {
    name,
    image: fc.constantFrom("a:1", "a:2", "b"),
    args: fc.array(word, { maxLength: 4 }),
    env: fc.array(
      fc.record({ name: fc.constantFrom("A", "B", "C"), value: fc.constantFrom("1", "$(A)", "staging") }),
      { maxLength: 3 },
    ),
    ports: fc.array(
      fc.record(
        { containerPort: fc.integer({ min: 1, max: 3 }), protocol: fc.constantFrom("TCP", "UDP") },
        { requiredKeys: ["containerPort"] },
      ),
      { maxLength: 3 },
    ),
    resources: fc.record({ limits: fc.record({ cpu: fc.constantFrom("1", "1000m", 1, "2") }) }),
  },
  { requiredKeys: ["name"] },
);

const manifest: fc.Arbitrary<Manifest> = fc.oneof(
  fc.record({
    apiVersion: fc.constant("x.io/v1"),
    kind: fc.constantFrom("Thing", "Other"),
    metadata: fc.record({ name }),
    spec: value,
  }),
  fc.record({
    apiVersion: fc.constant("v1"),
    kind: fc.constant("ConfigMap"),
    metadata: fc.record({ name }),
    data: fc.dictionary(fc.constantFrom("a", "b.yaml"), word),
  }),
  fc.record({
    apiVersion: fc.constant("apps/v1"),
    kind: fc.constant("Deployment"),
    metadata: fc.record({ name }),
    spec: fc.record({
      template: fc.record({
        spec: fc.record({ containers: fc.array(container, { minLength: 1, maxLength: 2 }) }),
      }),
    }),
  }),
);
const manifests = fc.array(manifest, { maxLength: 5 });

const diff = (left: Json[], right: Json[]): Diff =>
  diffManifests({ left: openLists(left), right: openLists(right) });

describe("the comparison, for any objects", () => {
  it("finds nothing between a thing and itself", () => {
    fc.assert(
      fc.property(manifests, (list) => {
        const result = diff(list, structuredClone(list));
        expect(result.differences).toEqual([]);
        expect(result.onlyLeft.length + result.onlyRight.length).toBe(0);
      }),
    );
  });

  it("is the same from the other side, with left and right exchanged", () => {
    fc.assert(
      fc.property(manifests, manifests, (a, b) => {
        const there = diff(a, b);
        const back = diff(b, a);
        const swapped = back.pairs.map(({ left, right, how }) => `${right}-${left} ${how}`).sort();
        expect(there.pairs.map(({ left, right, how }) => `${left}-${right} ${how}`).sort()).toEqual(swapped);
        const told = (result: Diff, l: "leftValue" | "rightValue", r: "leftValue" | "rightValue"): string[] =>
          result.differences
            .map((one) => `${one.class} ${one.path} ${stringifyJson(one[l])} ${stringifyJson(one[r])}`)
            .sort();
        expect(told(there, "leftValue", "rightValue")).toEqual(told(back, "rightValue", "leftValue"));
      }),
    );
  });

  it("normalises once and for all", () => {
    fc.assert(
      fc.property(manifest, (one) => {
        expect(normalise(normalise(one))).toEqual(normalise(one));
      }),
    );
  });

  it("does not depend on the order of objects or keys", () => {
    const reversed = (value: Json): Json =>
      value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, child]) => [key, reversed(child)]),
          )
        : value;
    fc.assert(
      fc.property(manifest, manifest, (a, b) => {
        const told = (result: Diff): string[] =>
          result.differences.map((one) => `${one.class} ${one.path}`).sort();
        expect(told(diff([reversed(a)], [reversed(b)]))).toEqual(told(diff([a], [b])));
      }),
    );
  });

  it("gives the same bytes a hundred times", () => {
    const [a, b] = fc.sample(fc.tuple(manifests, manifests), { seed: 7, numRuns: 1 })[0] ?? [[], []];
    const answers = new Set(
      Array.from({ length: 100 }, () => stringifyJson(diff(structuredClone(a), structuredClone(b)))),
    );
    expect(answers.size).toBe(1);
  });

  it("loses no difference when it groups them", () => {
    fc.assert(
      fc.property(manifests, manifests, (a, b) => {
        const { differences } = diff(a, b);
        expect(groupDifferences(differences).flatMap((group) => group.members).length).toBe(
          differences.length,
        );
      }),
    );
  });
});
