import { describe, expect, it } from "vitest";
import { type AllocateOptions, allocate } from "./allocate";
import { CostInput, type IdleBy, readInput } from "./allocation-input";
import { type Property, parseProperty } from "./property";
import { parseSelector, type Selector } from "./selector";
import { twoClusters } from "./two-clusters.fixture";

type Asked = Partial<Omit<AllocateOptions, "by" | "share" | "filter">> & {
  by: string[];
  share?: string[];
  filter?: string[];
  idleBy?: IdleBy;
};

const present = <T>(value: T | null): T => {
  if (value === null) throw new Error("not written right");
  return value;
};

function run(
  { by, share = [], filter = [], idleBy = "cluster", ...rest }: Asked,
  input: unknown = twoClusters,
) {
  const { sets } = readInput(CostInput.parse(input), idleBy);
  return allocate(sets, {
    by: by.map((word): Property => present(parseProperty(word))),
    idle: "separate",
    idleSplit: false,
    overhead: 0,
    split: "weighted",
    share: share.map((text): Selector => present(parseSelector(text))),
    filter: filter.map((text): Selector => present(parseSelector(text))),
    ...rest,
  });
}

/** Totals by row, to four places. */
const totals = (asked: Asked, input?: unknown) =>
  Object.fromEntries(
    run(asked, input).rows.map(({ name, cost }) => [name, Math.round(cost.total * 1e4) / 1e4]),
  );

describe("rows", () => {
  it.each<[string[], Record<string, number>]>([
    [["cluster"], { cluster1: 46, cluster2: 36 }],
    [["namespace"], { namespace1: 28, namespace2: 36, namespace3: 18 }],
    [["node"], { c1nodes: 46, node1: 12, node2: 12, node3: 12 }],
    [["controllerKind"], { daemonset: 12, deployment: 42, statefulset: 12, __unallocated__: 16 }],
    [
      ["controller"],
      {
        "daemonset:daemonset1": 12,
        "deployment:deployment1": 12,
        "deployment:deployment2": 24,
        "deployment:deployment3": 6,
        "statefulset:statefulset1": 12,
        __unallocated__: 16,
      },
    ],
    [["service"], { service1: 12, __unallocated__: 70 }],
    [["deployment"], { deployment1: 12, deployment2: 24, deployment3: 6, __unallocated__: 40 }],
    [["daemonset"], { daemonset1: 12, __unallocated__: 70 }],
    [["statefulset"], { statefulset1: 12, __unallocated__: 70 }],
    [["label:app"], { app1: 16, app2: 24, __unallocated__: 42 }],
    [["annotation:team"], { team1: 12, team2: 6, __unallocated__: 64 }],
    [
      ["label:app", "label:env"],
      {
        "app1/env1": 16,
        "app2/env2": 12,
        "app2/__unallocated__": 12,
        "__unallocated__/__unallocated__": 42,
      },
    ],
  ])("by %j hold each cost once, with idle apart", (by, expected) => {
    expect(totals({ by })).toEqual({ ...expected, __idle__: 30 });
  });

  it("are nested in the order that was asked", () => {
    expect(totals({ by: ["pod", "annotation:team"] })).toMatchObject({
      "pod-vwx/team1": 6,
      "pod-vwx/team2": 6,
      "pod1/__unallocated__": 16,
    });
  });

  it("come in the order of their names, whatever the order of the input", () => {
    const backwards = { ...twoClusters, allocations: [...twoClusters.allocations].reverse() };
    const names = run({ by: ["pod"] }).rows.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(run({ by: ["pod"] }, backwards).rows.map(({ name }) => name)).toEqual(names);
  });

  it("find a label by the name that Prometheus gives it", () => {
    const input = {
      allocations: [{ labels: { app_kubernetes_io_name: "shop" }, cost: { cpu: 2 } }, { cost: { cpu: 1 } }],
    };
    expect(totals({ by: ["label:app.kubernetes.io/name"] }, input)).toEqual({ shop: 2, __unallocated__: 1 });
  });
});

describe("idle", () => {
  const shared = { namespace1: 42.6875, namespace2: 46.3125, namespace3: 23 };
  it("is shared per resource, weighted by what that resource cost in the same cluster", () => {
    expect(totals({ by: ["namespace"], idle: "share" })).toEqual(shared);
  });
  it("is left out when hidden", () => {
    expect(run({ by: ["namespace"], idle: "hide" }).total).toBe(82);
  });
  it("is one row per cluster or per node when split", () => {
    expect(totals({ by: ["namespace"], idleSplit: true })).toMatchObject({
      "cluster1/__idle__": 20,
      "cluster2/__idle__": 10,
    });
    expect(totals({ by: ["namespace"], idleSplit: true, idleBy: "node" })).toMatchObject({
      "c1nodes/__idle__": 20,
      "node1/__idle__": 3.3333,
      "node3/__idle__": 3.3333,
    });
  });
  it("names the cluster too where two clusters have a node of one name", () => {
    const idleByNode = ["a", "b"].map((cluster) => ({ cluster, node: "n", cost: { cpu: 1 } }));
    expect(
      totals({ by: ["namespace"], idleSplit: true, idleBy: "node" }, { allocations: [], idleByNode }),
    ).toEqual({ "a/n/__idle__": 1, "b/n/__idle__": 1 });
  });
  it("of a node stays with what ran on that node", () => {
    const input = {
      allocations: [
        { cluster: "c", node: "full", namespace: "a", cost: { cpu: 1 } },
        { cluster: "c", node: "empty", namespace: "b", cost: { cpu: 1 } },
      ],
      idleByNode: [{ cluster: "c", node: "empty", cost: { cpu: 9 } }],
    };
    expect(totals({ by: ["namespace"], idle: "share", idleBy: "node" }, input)).toEqual({ a: 1, b: 10 });
    expect(totals({ by: ["namespace"], idle: "share" }, input)).toEqual({ a: 5.5, b: 5.5 });
  });
  it("of a resource that nothing used stays idle instead of vanishing", () => {
    const input = {
      allocations: [{ cluster: "c", namespace: "a", cost: { cpu: 2, ram: 1 } }],
      idleByCluster: [{ cluster: "c", cost: { cpu: 10, gpu: 12, ram: 6 } }],
    };
    expect(totals({ by: ["namespace"], idle: "share" }, input)).toEqual({ a: 19, __idle__: 12 });
  });
  it("is never negative: what was given out beyond the nodes' cost is its own figure", () => {
    const read = readInput(
      CostInput.parse({ allocations: [], idleByCluster: [{ cluster: "c", cost: { cpu: -3, ram: 2 } }] }),
      "cluster",
    );
    expect(read.sets[0]?.idle[0]?.cost).toEqual({ cpu: 0, ram: 2, gpu: 0 });
    expect(read.overAllocated).toEqual([{ cluster: "c", node: null, cost: { cpu: 3, ram: 0, gpu: 0 } }]);
  });
  it("of a cluster is the sum of its nodes where only those are known; one over-full node hides in it", () => {
    const idleByNode = [
      { cluster: "c", node: "a", cost: { cpu: -2 } },
      { cluster: "c", node: "b", cost: { cpu: 5 } },
    ];
    const read = (by: IdleBy) => readInput(CostInput.parse({ allocations: [], idleByNode }), by);
    expect(read("cluster").overAllocated).toEqual([]);
    expect(read("cluster").sets[0]?.idle).toEqual([
      { cluster: "c", node: null, cost: { cpu: 3, ram: 0, gpu: 0 } },
    ]);
    expect(read("node").overAllocated).toMatchObject([{ node: "a", cost: { cpu: 2 } }]);
  });
  it("that is only known for a whole cluster stays one when asked by node, and that is said", () => {
    const input = {
      allocations: [{ cluster: "c", node: "a", namespace: "x", cost: { cpu: 1 } }],
      idleByCluster: [{ cluster: "c", cost: { cpu: 4 } }],
    };
    expect(totals({ by: ["namespace"], idle: "share", idleBy: "node" }, input)).toEqual({ x: 5 });
    expect(readInput(CostInput.parse(input), "node").withoutNodes).toEqual(["c"]);
  });
});

describe("tenants and overhead", () => {
  it("are spread evenly over the rows that are left", () => {
    expect(totals({ by: ["namespace"], share: ["namespace=namespace3"], split: "even" })).toEqual({
      namespace1: 37,
      namespace2: 45,
      __idle__: 30,
    });
    expect(totals({ by: ["namespace"], share: ["label:app=app1"], split: "even" })).toEqual({
      namespace1: 17.3333,
      namespace2: 41.3333,
      namespace3: 23.3333,
      __idle__: 30,
    });
  });
  it("are weighted by the costs before idle", () => {
    expect(totals({ by: ["namespace"], share: ["namespace=namespace3"] })).toEqual({
      namespace1: 35.875,
      namespace2: 46.125,
      __idle__: 30,
    });
    expect(totals({ by: ["namespace"], share: ["namespace=namespace1"], idle: "share" })).toEqual({
      namespace2: 74.7708,
      namespace3: 37.2292,
    });
  });
  it("spread a flat overhead of so much an hour over the hours", () => {
    expect(totals({ by: ["namespace"], overhead: 7 })).toEqual({
      namespace1: 85.3659,
      namespace2: 109.7561,
      namespace3: 54.878,
      __idle__: 30,
    });
  });
  it("show what was handed on as shared, and idle under its resources", () => {
    const { rows } = run({ by: ["namespace"], share: ["namespace=namespace1"], idle: "share" });
    expect(rows[0]).toMatchObject({ name: "namespace2", cost: { pv: 6, network: 6 } });
    expect(rows[0]?.cost.shared).toBeCloseTo(42.6875 * (36 / 54), 9);
    expect(rows[0]?.cost.cpu).toBeCloseTo(11, 9);
  });
  it("stay rows of their own when nobody is left to carry them", () => {
    const all = ["namespace1", "namespace2", "namespace3"].map((name) => `namespace=${name}`);
    expect(run({ by: ["namespace"], share: all }).total).toBe(112);
    expect(totals({ by: ["namespace", "pod"], overhead: 2 }, { hours: 3, allocations: [] })).toEqual({
      "__unallocated__/__unallocated__": 6,
    });
  });
  it("give nothing to volumes and balancers that nobody had", () => {
    const input = {
      hours: 1,
      allocations: [
        { namespace: "a", cost: { cpu: 1 } },
        { namespace: "__unmounted__", services: ["lb"], cost: { pv: 5 } },
      ],
    };
    expect(totals({ by: ["namespace"], overhead: 10 }, input)).toEqual({ a: 11, __unmounted__: 5 });
    expect(totals({ by: ["service"], overhead: 10 }, input)).toEqual({
      __unallocated__: 11,
      __unmounted__: 5,
    });
  });
});

describe("a filter", () => {
  it("keeps of separate idle what the rows kept would have received", () => {
    expect(totals({ by: ["cluster"], filter: ["cluster=cluster1"] })).toEqual({ cluster1: 46, __idle__: 20 });
    expect(totals({ by: ["namespace"], filter: ["cluster=cluster1"] })).toEqual({
      namespace1: 28,
      namespace2: 18,
      __idle__: 20,
    });
    expect(totals({ by: ["cluster"], filter: ["namespace=namespace2"] })).toEqual({
      cluster1: 18,
      cluster2: 18,
      __idle__: 10.3125,
    });
  });
  it("keeps a row's share of idle, tenants and overhead", () => {
    const filter = ["namespace=namespace2"];
    const by = ["namespace"];
    expect(totals({ by, filter, idle: "share" })).toEqual({ namespace2: 46.3125 });
    expect(totals({ by, filter, idle: "share", idleBy: "node" })).toEqual({ namespace2: 46.3125 });
    expect(totals({ by, filter, overhead: 7 })).toEqual({ namespace2: 109.7561, __idle__: 10.3125 });
    expect(totals({ by, filter, overhead: 7, idle: "share" })).toEqual({ namespace2: 120.0686 });
    expect(totals({ by, filter, share: ["namespace=namespace1"], idle: "share" })).toEqual({
      namespace2: 74.7708,
    });
    expect(totals({ by, filter, share: ["namespace=namespace3"], split: "even" })).toMatchObject({
      namespace2: 45,
    });
  });
  it("counts idle that came through tenants, so that separate and shared idle agree", () => {
    const asked = { by: ["namespace"], filter: ["namespace=namespace2"], share: ["namespace=namespace1"] };
    expect(totals(asked)).toEqual({ namespace2: 54.6667, __idle__: 20.1042 });
    expect(run(asked).total).toBeCloseTo(run({ ...asked, idle: "share" }).total, 9);
  });
  it("takes values of one property as alternatives, and asks all properties", () => {
    const two = ["namespace=namespace1", "namespace=namespace2"];
    expect(totals({ by: ["namespace"], idle: "hide", filter: two })).toEqual({
      namespace1: 28,
      namespace2: 36,
    });
    expect(totals({ by: ["namespace"], idle: "hide", filter: [...two, "cluster=cluster2"] })).toEqual({
      namespace2: 18,
    });
    expect(
      totals({ by: ["namespace"], idle: "hide", filter: ["controller=deployment:deployment1"] }),
    ).toEqual({
      namespace1: 12,
    });
    expect(totals({ by: ["namespace"], idle: "hide", filter: ["service=service2"] })).toEqual({
      namespace2: 6,
    });
  });
  it("leaves nothing when nothing passes", () => {
    expect(run({ by: ["namespace"], filter: ["namespace=none"], overhead: 3 })).toEqual({
      rows: [],
      total: 0,
    });
  });
});
