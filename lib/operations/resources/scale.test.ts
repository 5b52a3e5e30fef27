import { afterAll, afterEach, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import type { ResourcesView } from "@/lib/contract/resources-view";
import { openBench, sharedRenderer } from "../testing/bench";
import { type Asked, benches, commitsOf, deliver, runs, say } from "../testing/promotions";
import { fleetFile } from "../testing/tree";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

const pool = "node_pool: { instance_type: m5.large, min_nodes: 2, max_nodes: 5 }";
const files = {
  "orchestr8.yaml": fleetFile()
    .replace("staging: { type: staging }", `staging: { type: staging, ${pool} }`)
    .replace("production: { type: production }", `production: { type: production, ${pool} }`),
  "terraform/production/main.tf": 'module "node_pool" {\n  min_nodes = var.node_min\n}\n',
  "terraform/production/terraform.tfvars": "node_min = 2 # as in orchestr8.yaml\nnode_max = 5\n",
};

onEveryStore("scaling a node pool", (stores) => {
  const { open, close } = benches(async () =>
    openBench({ store: await stores.store(), renderer: shared.renderer, files }),
  );
  afterEach(close);

  test("is one commit of the declaration and of Terraform, after the approvals of entering there", async () => {
    const bench = await open();
    const before = await runs(bench, "production");
    const asked = await bench.value<Asked>("alex", "environment.scale", {
      environment: "production",
      nodes: 3,
    });
    expect((await deliver(bench, asked.id)).state).toBe("waiting");
    await say(bench, "petra", "platform-team", asked.id);
    await say(bench, "sam", "security-team", asked.id);
    const done = await deliver(bench, asked.id);
    expect(done).toMatchObject({ state: "done", kind: "edit" });
    expect(commitsOf(bench, asked.id)).toEqual([bench.log()[0]]);
    expect(bench.text("orchestr8.yaml")).toContain(
      "production: { type: production, node_pool: { instance_type: m5.large, min_nodes: 3, max_nodes: 5 } }",
    );
    expect(bench.text("orchestr8.yaml")).toContain(`staging: { type: staging, ${pool} }`);
    expect(bench.text("terraform/production/terraform.tfvars")).toContain(
      "node_min = 3 # as in orchestr8.yaml",
    );
    expect(await runs(bench, "production")).toBe(before);
  });

  test("is refused above the declared maximum, with the line that says so, and for a size it has", async () => {
    const bench = await open();
    const over = await bench.refusal("alex", "environment.scale", { environment: "production", nodes: 6 });
    expect(over).toMatchObject({ code: "scale.over-maximum", facts: { max: 5, file: "orchestr8.yaml" } });
    expect(over.message).toMatch(/orchestr8\.yaml:\d+ says max_nodes: 5/);
    expect(
      await bench.refusal("alex", "environment.scale", { environment: "production", nodes: 2 }),
    ).toMatchObject({ code: "plan.empty" });
    expect(
      await bench.refusal("alex", "environment.scale", { environment: "integration", nodes: 2 }),
    ).toMatchObject({
      code: "scale.no-pool",
    });
  });

  test("never takes the place of a release that waits, and cannot be asked for by who may only look", async () => {
    const bench = await open();
    const release = await bench.value<Asked>("dana", "promotion.request", {
      application: "web",
      from: "staging",
      to: "production",
    });
    const asked = await bench.value<Asked>("alex", "environment.scale", {
      environment: "production",
      nodes: 3,
    });
    expect((await bench.show(release.id)).state).toBe("waiting");
    expect((await bench.show(asked.id)).application).toBe("vault");
    expect(
      await bench.refusal("quentin", "environment.scale", { environment: "production", nodes: 3 }),
    ).toMatchObject({ kind: "forbidden" });
  });

  test("stands beside what runs: nodes, requests and use are measured, and few days suggest nothing", async () => {
    const bench = await open();
    const measured = { apiVersion: "metrics.k8s.io/v1beta1", kind: "NodeMetrics" };
    await bench.seen(() => bench.engine.live.listed("staging-cluster", measured) !== null);
    const view = await bench.value<ResourcesView>("alex", "environment.resources", {
      environment: "staging",
    });
    const [staging] = view.environments;
    const [first] = staging?.pools ?? [];
    expect(first).toMatchObject({ min: 2, max: 5, instanceType: "m5.large", notReady: 0 });
    expect(first?.nodes).toHaveLength(2);
    for (const node of first?.nodes ?? []) expect(node.used?.cpuMillis).toBeGreaterThan(0);
    const [web] = staging?.workloads.filter(({ application }) => application === "web") ?? [];
    expect(web?.containers[0]?.cpu).toMatchObject({
      request: 50,
      limit: 100,
      window: null,
      advice: { kind: "none", reason: "0 of 7 days of data" },
    });
  });
});
