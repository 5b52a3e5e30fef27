import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { CostAllocate, CostAllocateCase } from "@/lib/contract/documents/cost-allocate";
import { documentSchema } from "@/lib/contract/documents/kinds";
import { Batch } from "@/lib/contract/manifest";
import { twoClusters } from "@/lib/domain/cost/two-clusters.fixture";
import { runCostAllocate, runCostAllocateBatch } from "./cost-allocate";
import { costText } from "./cost-allocate-text";
import type { Io } from "./io";
import { main } from "./main";

const folder = mkdtempSync(join(tmpdir(), "o8-cost-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, value: unknown): string => {
  writeFileSync(join(folder, name), typeof value === "string" ? value : JSON.stringify(value));
  return name;
};
const here = { cwd: folder, stdin: async () => JSON.stringify(twoClusters) };
const run = (given: object) => runCostAllocate(CostAllocateCase.parse(given), here);

async function o8(...argv: string[]) {
  let out = "";
  let err = "";
  const io: Io = {
    ...here,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    colours: false,
    columns: 100,
    env: {},
    hidden: null,
    sleep: async () => undefined,
  };
  const exit = await main(["cost", "allocate", ...argv], io);
  return { exit, out, err };
}

describe("o8 cost allocate", () => {
  it("prints one document that fits its schema, with every option understood", async () => {
    file("costs.json", twoClusters);
    const words =
      "--by label:app,cluster --idle separate --idle-by node --idle-split --overhead 0.5 --split even";
    const { exit, out, err } = await o8(
      ...`--input costs.json ${words} --share namespace=namespace3 --filter cluster=cluster1 -o json`.split(
        " ",
      ),
    );
    expect([exit, err]).toEqual([0, ""]);
    const document = CostAllocate.parse(JSON.parse(out));
    expect(out).toMatch(/^\{\n {2}"schemaVersion": 1,\n {2}"kind": "CostAllocate"/);
    expect(document.rows.map(({ name }) => name)).toEqual([
      "__unallocated__/cluster1",
      "app1/cluster1",
      "app2/cluster1",
      "c1nodes/__idle__",
      // The rows kept carry a part of namespace3, and with it of the idle of its nodes.
      "node2/__idle__",
      "node3/__idle__",
    ]);
    // Five rows can receive: 18 of namespace3 and 24 x 0.5 are split over them all, filtered or not.
    expect(document.rows[1]?.cost).toMatchObject({ shared: 6, total: 22 });
    expect(documentSchema("CostAllocate")).toMatchObject({ title: "CostAllocate" });
  });

  it("reads stdin, groups by namespace and keeps idle apart when nothing is said", async () => {
    const { out } = await o8("--input", "-", "-o", "json");
    expect(CostAllocate.parse(JSON.parse(out)).rows.map(({ name, cost }) => [name, cost.total])).toEqual([
      ["__idle__", 30],
      ["namespace1", 28],
      ["namespace2", 36],
      ["namespace3", 18],
    ]);
  });

  it("reads OpenCost's own answer", async () => {
    const answer = { code: 200, data: [{ x: { properties: { namespace: "a" }, cpuCost: 2 } }] };
    const { document } = await run({ input: file("opencost.json", answer) });
    expect(document).toMatchObject({ rows: [{ name: "a", cost: { cpu: 2, total: 2 } }], total: 2 });
  });

  it("shows people the dearest first, then idle, then the total, without empty columns", async () => {
    const { out } = await o8("--input", file("few.json", { ...twoClusters, idleByNode: undefined }));
    expect(out.split("\n")).toEqual([
      "NAME          CPU    RAM    GPU     PV  NETWORK     LB   TOTAL",
      "namespace2   6.00   6.00   6.00   6.00     6.00   6.00   36.00",
      "namespace1   3.00  13.00   3.00   3.00     3.00   3.00   28.00",
      "namespace3   3.00   3.00   3.00   3.00     3.00   3.00   18.00",
      "__idle__    10.00  20.00   0.00   0.00     0.00   0.00   30.00",
      "total       22.00  42.00  12.00  12.00    12.00  12.00  112.00",
      "",
    ]);
    const { document } = await run({ input: { allocations: [] } });
    expect(costText(document)).toBe("nothing to show");
  });

  it("marks a total without all prices as incomplete, and over-allocation as its own figure", async () => {
    const { exit, document } = await run({
      input: {
        allocations: [{ namespace: "a", cost: { cpu: 1, gpu: null } }],
        idleByCluster: [{ cluster: "c", cost: { cpu: -2 } }],
      },
    });
    expect([exit, document.total, document.incomplete]).toEqual([0, 1, true]);
    expect(document.overAllocated).toEqual([{ cluster: "c", node: null, cost: { cpu: 2, ram: 0, gpu: 0 } }]);
    expect(document.problems.map(({ code }) => code)).toEqual(["cost.no-price", "cost.over-allocated"]);
    expect(costText(document)).toContain("over-allocated: c by 2.00");
  });

  it("says where an input is wrong, and exits with 1", async () => {
    const problem = async (input: unknown, more = {}) => {
      const { exit, document } = await run({ input, ...more });
      expect(exit).toBe(1);
      return document.problems[0];
    };
    expect(await problem("none.json")).toMatchObject({ code: "cost.missing", file: "none.json" });
    expect(await problem(file("broken.json", '{"allocations":\n [,]}'))).toMatchObject({
      code: "cost.syntax",
      file: "broken.json",
      line: 2,
    });
    expect(await problem({ allocations: [{ cost: { cpu: "1" } }] })).toMatchObject({
      code: "cost.input",
      message: expect.stringContaining("allocations.0.cost.cpu"),
    });
    expect(await problem({ allocations: [] }, { overhead: 1 })).toMatchObject({ code: "cost.no-hours" });
  });

  it("takes a wrong word for what it is: exit 2", async () => {
    file("costs.json", twoClusters);
    for (const wrong of [
      ["--by", "colour"],
      ["--filter", "namespace"],
      ["--share", "colour=red"],
      ["--idle", "maybe"],
      ["--overhead", "much"],
    ]) {
      const { exit, out } = await o8("--input", "costs.json", ...wrong);
      expect([exit, out]).toEqual([2, ""]);
    }
    expect((await o8()).err).toContain("--input FILE is needed");
  });
});

describe("o8 cost allocate --batch", () => {
  it("answers every case by its id; one bad case never spoils the others", async () => {
    file("costs.json", twoClusters);
    const cases = [
      { id: "file", input: "costs.json", by: "namespace", idle: "share" },
      {
        id: "inline",
        input: twoClusters,
        by: ["cluster", "namespace"],
        filter: "namespace=namespace2",
        share: ["namespace=namespace1"],
        split: "weighted",
        idleBy: null,
        idleSplit: false,
        overhead: 0,
      },
      { id: "bad", input: twoClusters, by: ["colour"] },
      { id: "none", input: "none.json" },
    ];
    const { exit, document } = await runCostAllocateBatch(JSON.stringify(cases), here);
    expect(Batch.parse(document)).toEqual(document);
    expect(exit).toBe(1);
    expect(document.results.map((one) => [one.id, one.exit])).toEqual([
      ["file", 0],
      ["inline", 0],
      ["bad", 2],
      ["none", 1],
    ]);
    const [first, second] = document.results.map(({ result }) => CostAllocate.safeParse(result).data);
    expect(first?.rows[0]?.cost.total).toBe(42.6875);
    expect(second?.rows.map(({ name }) => name)).toEqual([
      "__idle__",
      "cluster1/namespace2",
      "cluster2/namespace2",
    ]);
  });
});
