import { expect, test } from "vitest";
import { EnvironmentResources, EnvironmentScale } from "@/lib/contract/documents/environment";
import { o8 } from "./io.fixture";

const acme = ["--repo", "examples/acme"];

test("a scaling is shown offline as the two lines it would write, and nothing else", async () => {
  const { exit, out, err } = await o8([
    "environment",
    "scale",
    "staging",
    "--nodes",
    "3",
    "--plan",
    "-o",
    "json",
    ...acme,
  ]);
  expect([exit, err]).toEqual([0, expect.stringContaining("nothing is asked for")]);
  const document = EnvironmentScale.parse(JSON.parse(out));
  expect(document).toMatchObject({ preview: true, from: 2, to: 3, max: 5, promotion: null });
  expect(document.plan.digest).toBeNull();
  expect(document.plan.cost).toMatchObject({ mark: "estimate", currency: "EUR", unpriced: [] });
  expect(document.plan.cost?.monthly).toBeCloseTo(0.0883 * 730, 6);
  expect(document.plan.effects[0]?.title).toMatch(/^\+€64 a month .* estimate$/);
  expect(document.plan.edits.map(({ file, path, before, after }) => [file, path, before, after])).toEqual([
    ["orchestr8.yaml", "environments.staging.node_pool.min_nodes", "2", "3"],
    ["terraform/staging/terraform.tfvars", "node_min", "2", "3"],
  ]);
  expect(document.plan.files.map(({ added, removed }) => [added, removed])).toEqual([
    [1, 1],
    [1, 1],
  ]);
});

test("above the declared maximum it is refused with the line that says so", async () => {
  const { exit, err } = await o8(["environment", "scale", "staging", "--nodes", "9", "--plan", ...acme]);
  expect(exit).toBe(3);
  expect(err).toMatch(/orchestr8\.yaml:\d+ says max_nodes: 5/);
});

test("a pool that several files declare changes in all of them", async () => {
  const { out } = await o8([
    "environment",
    "scale",
    "production",
    "--nodes",
    "4",
    "--plan",
    "-o",
    "json",
    ...acme,
  ]);
  expect(EnvironmentScale.parse(JSON.parse(out)).plan.edits.map(({ file }) => file)).toEqual([
    "orchestr8.yaml",
    "apps/checkout/environments.yaml",
    "terraform/production/terraform.tfvars",
  ]);
});

test("a checkout says what is declared, and calls nodes, pods and use unknown instead of 0", async () => {
  const { exit, out } = await o8([
    "environment",
    "resources",
    "--environment",
    "staging",
    "-o",
    "json",
    ...acme,
  ]);
  expect(exit).toBe(0);
  const { environments } = EnvironmentResources.parse(JSON.parse(out));
  const [staging] = environments;
  expect(environments).toHaveLength(1);
  expect(staging?.pools).toMatchObject([
    { instanceType: "t3.large", min: 2, max: 5, nodes: null, pending: null, notReady: null },
  ]);
  expect(staging?.total).toEqual({ allocatable: null, requested: null, used: null });
  expect(staging?.workloads.length).toBeGreaterThan(3);
  for (const { replicas, containers } of staging?.workloads ?? []) {
    expect(replicas.running).toBeNull();
    for (const { cpu, memory } of containers) expect([cpu.now, memory.window]).toEqual([null, null]);
  }
}, 60_000);
