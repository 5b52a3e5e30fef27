import { describe, expect, it } from "vitest";
import type { Json } from "../json";
import type { Manifest } from "../manifest";
import { type Alignment, alignObjects } from "./align";
import { openLists } from "./identity";
import { environmentTokens } from "./token";

type Given = {
  kind?: string;
  apiVersion?: string;
  name: string;
  ns?: string;
  app?: string;
  rest?: { [key: string]: Json };
};

const object = ({
  kind = "Deployment",
  apiVersion = "apps/v1",
  name,
  ns,
  app,
  rest = {},
}: Given): Manifest => ({
  apiVersion,
  kind,
  metadata: {
    name,
    ...(ns === undefined ? {} : { namespace: ns }),
    ...(app === undefined ? {} : { labels: { app } }),
  },
  ...rest,
});

const tokens = environmentTokens(["staging", "stg"], ["production", "prod"]);

const align = (left: Given[], right: Given[], byApp = false): Alignment =>
  alignObjects(openLists(left.map(object)), openLists(right.map(object)), tokens, (manifest) =>
    byApp ? String((manifest.metadata.labels as { app?: string } | undefined)?.app) : "",
  );

const told = (alignment: Alignment): string[] =>
  alignment.pairs.map(({ left, right, how }) => `${left.index}-${right.index} ${how}`);

const config = (name: string, data: { [key: string]: string } = { a: "1" }, ns?: string): Given => ({
  kind: "ConfigMap",
  apiVersion: "v1",
  name,
  ...(ns === undefined ? {} : { ns }),
  rest: { data },
});

const web = (image: string): { [key: string]: Json } => ({
  spec: {
    replicas: 2,
    template: {
      spec: { containers: [{ name: "web", image, args: ["serve"], ports: [{ containerPort: 80 }] }] },
    },
  },
});

describe("alignment", () => {
  it.each<[string, Given, Given]>([
    ["exact", { name: "a", ns: "x" }, { name: "a", ns: "x" }],
    ["env-token", { name: "a", ns: "staging" }, { name: "a", ns: "production" }],
    ["env-token", { name: "staging-a", ns: "x" }, { name: "prod-a", ns: "x" }],
    ["env-token", { name: "a" }, { name: "prod-a" }],
    [
      "env-token",
      { kind: "Namespace", apiVersion: "v1", name: "stg" },
      { kind: "Namespace", apiVersion: "v1", name: "production" },
    ],
    ["namespace", { name: "a", ns: "one" }, { name: "a", ns: "two" }],
    ["namespace", { name: "a" }, { name: "a", ns: "two" }],
    ["hash-suffix", config("c-2m7hc2k8tk"), config("c-bfghk24567")],
    ["hash-suffix", config("staging-c-2m7hc2k8tk", {}, "staging"), config("prod-c-bfghk24567", {}, "prod")],
    [
      "random-suffix",
      { kind: "Job", apiVersion: "batch/v1", name: "test-x7k2p", rest: web("a:1") },
      { kind: "Job", apiVersion: "batch/v1", name: "test-q9b4z", rest: web("a:1") },
    ],
    [
      "group-kind",
      { kind: "PodDisruptionBudget", apiVersion: "policy/v1beta1", name: "a" },
      { kind: "PodDisruptionBudget", apiVersion: "policy/v1", name: "a" },
    ],
    [
      "group-kind",
      { kind: "Ingress", apiVersion: "extensions/v1beta1", name: "a" },
      { kind: "Ingress", apiVersion: "networking.k8s.io/v1", name: "a" },
    ],
    [
      "group-kind",
      { kind: "Job", apiVersion: "batch/v1", name: "migrate-v13", rest: web("a:13") },
      { kind: "Job", apiVersion: "batch/v1", name: "migrate-v13b", rest: web("a:14") },
    ],
    ["similar", { name: "frontend", rest: web("shop:1") }, { name: "storefront", rest: web("shop:1") }],
  ])("names its pass: %s", (how, left, right) => {
    expect(told(align([left], [right]))).toEqual([`0-0 ${how}`]);
  });

  it.each<[string, Given, Given]>([
    ["a hash suffix on another kind", { name: "c-2m7hc2k8tk" }, { name: "c-bfghk24567" }],
    ["a word that only contains a token", { name: "product-db" }, { name: "stage-db" }],
    [
      "different words of five letters",
      { name: "my-redis", rest: web("redis:1") },
      {
        name: "my-mongo",
        rest: { spec: { template: { spec: { containers: [{ name: "m", image: "mongo" }] } } } },
      },
    ],
    [
      "guards of two workloads",
      {
        kind: "PodDisruptionBudget",
        apiVersion: "policy/v1",
        name: "web-pdb",
        app: "web",
        ns: "n",
        rest: {
          spec: {
            minAvailable: 1,
            unhealthyPodEvictionPolicy: "AlwaysAllow",
            selector: { matchLabels: { app: "web" } },
          },
        },
      },
      {
        kind: "PodDisruptionBudget",
        apiVersion: "policy/v1",
        name: "api-pdb",
        app: "api",
        ns: "n",
        rest: {
          spec: {
            minAvailable: 1,
            unhealthyPodEvictionPolicy: "AlwaysAllow",
            selector: { matchLabels: { app: "api" } },
          },
        },
      },
    ],
    ["another kind", { name: "a" }, { name: "a", kind: "StatefulSet" }],
    [
      "things that have nothing in common",
      config("colours", { red: "1" }),
      config("shapes", { square: "4" }),
    ],
  ])("never pairs %s", (_, left, right) => {
    const alignment = align([left], [right]);
    expect([alignment.pairs.length, alignment.onlyLeft.length, alignment.onlyRight.length]).toEqual([
      0, 1, 1,
    ]);
  });

  it("keeps two applications' objects of one name apart", () => {
    const left = [
      { name: "cache", app: "shop" },
      { name: "cache", app: "blog" },
    ];
    const right = [
      { name: "cache", app: "blog" },
      { name: "cache", app: "shop" },
    ];
    expect(told(align(left, right, true))).toEqual(["0-1 exact", "1-0 exact"]);
    expect(align([{ name: "a", app: "shop" }], [{ name: "a", app: "blog" }], true).pairs).toEqual([]);
  });

  it("is one to one and decides by content where names do not, whatever the order", () => {
    const left = [
      config("c-2m7hc2k8tk", { kind: "big", size: "9", mode: "x" }),
      config("c-4k5m7hc2tf", { kind: "small", size: "1", mode: "y" }),
    ];
    const right = [
      config("c-bfghk24567", { kind: "small", size: "1", mode: "y" }),
      config("c-ckgm2b5h7t", { kind: "big", size: "9", mode: "x" }),
    ];
    expect(told(align(left, right))).toEqual(["0-1 hash-suffix", "1-0 hash-suffix"]);
    expect(told(align(left, [...right].reverse()))).toEqual(["0-0 hash-suffix", "1-1 hash-suffix"]);
  });

  it("pairs the object with its own namesake before a likeness takes it", () => {
    const left = [
      { name: "one", rest: web("a:1") },
      { name: "two", rest: web("a:1") },
    ];
    const right = [
      { name: "three", rest: web("a:1") },
      { name: "one", rest: web("a:1") },
    ];
    expect(told(align(left, right))).toEqual(["0-1 exact", "1-0 similar"]);
  });

  it("gives the evidence for what is only likely the same", () => {
    const [pair] = align(
      [{ name: "frontend", rest: web("shop:1") }],
      [{ name: "storefront", rest: web("shop:2") }],
    ).pairs;
    expect(pair?.evidence?.join()).toMatch(/% of their content.*both run shop/);
  });
});
