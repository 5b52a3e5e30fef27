import { expect, test } from "vitest";
import type { Json, JsonObject } from "../json";
import type { Manifest } from "../manifest";
import { argoOf } from "./applier";

const web = { kind: "Deployment", name: "web", namespace: "web-dev" };
const app = (spec: JsonObject, resources: Json[] = []): Manifest => ({
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Application",
  metadata: { name: "web-dev", namespace: "argocd" },
  spec: { destination: { name: "dev-cluster", namespace: "web-dev" }, ...spec },
  status: { resources },
});
const rule = { group: "apps", kind: "Deployment", jsonPointers: ["/spec/replicas"] };
const healing = { automated: { selfHeal: true } };
const respecting = { syncOptions: ["CreateNamespace=true", "RespectIgnoreDifferences=true"] };
const told = (spec: JsonObject, resources?: Json[]) => argoOf([app(spec, resources)], web, () => true);

test("self-heal wakes what sleeps, and both lines that it lacks are named", () => {
  const verdict = told({ syncPolicy: healing });
  expect(verdict).toMatchObject({ kind: "wakes", when: "self-heal", application: "web-dev" });
  expect(verdict).toMatchObject({ add: expect.stringContaining("- /spec/replicas") });
  expect(verdict).toMatchObject({ add: expect.stringContaining("RespectIgnoreDifferences=true") });
});

test("an ignored size is left alone until the next sync writes it, unless syncs respect the rule", () => {
  const ignored = { ignoreDifferences: [rule], syncPolicy: healing };
  expect(told(ignored)).toMatchObject({
    when: "sync",
    add: "syncPolicy:\n  syncOptions:\n    - RespectIgnoreDifferences=true",
  });
  expect(told({ ...ignored, syncPolicy: { ...healing, ...respecting } })).toEqual({
    kind: "agrees",
    application: "web-dev",
  });
  expect(told({ syncPolicy: respecting })).toMatchObject({ when: "sync" });
});

test("a rule counts for its own group, kind and name, in either way of writing the path", () => {
  const with_ = (one: JsonObject) => told({ ignoreDifferences: [one], syncPolicy: respecting })?.kind;
  expect(with_({ group: "*", kind: "*", jqPathExpressions: [".spec.replicas"] })).toBe("agrees");
  expect(with_({ ...rule, name: "web" })).toBe("agrees");
  expect(with_({ ...rule, name: "api" })).toBe("wakes");
  expect(with_({ ...rule, kind: "StatefulSet" })).toBe("wakes");
  expect(with_({ ...rule, group: "argoproj.io" })).toBe("wakes");
  expect(with_({ ...rule, jsonPointers: ["/spec/template"] })).toBe("wakes");
});

test("an Application is asked about what it manages, there where it puts it, and nothing else", () => {
  expect(told({}, [{ ...web, group: "apps" }])).not.toBeNull();
  expect(told({}, [{ ...web, name: "api" }])).toBeNull();
  expect(argoOf([app({})], { ...web, namespace: "elsewhere" }, () => true)).toBeNull();
  expect(argoOf([app({})], web, ({ name }) => name === "prod-cluster")).toBeNull();
});
