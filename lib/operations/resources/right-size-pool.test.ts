import { afterAll, afterEach, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import type { ResultOf } from "@/lib/contract/operation";
import type { rightSizePoolPlan } from "@/lib/contract/resources";
import type { ResourcesView } from "@/lib/contract/resources-view";
import { openBench, sharedRenderer } from "../testing/bench";
import { type Asked, benches, commitsOf, deliver, say } from "../testing/promotions";
import { fleetFile } from "../testing/tree";
import { usedBy } from "../testing/usage";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

const pool = "node_pool: { instance_type: m5.2xlarge, min_nodes: 4, max_nodes: 9 }";
const files = {
  "orchestr8.yaml": fleetFile().replace(
    "production: { type: production }",
    `production: { type: production, ${pool} }`,
  ),
  "pricing.yaml": `currency: EUR
as_of: 2026-11-01
regions:
  eu-central-1:
    instances:
      t3.large: { on_demand: 0.01 }
      m5.large: { on_demand: 0.1 }
      m5.2xlarge: { on_demand: 0.4 }
`,
  "terraform/production/main.tf":
    'module "pool" {\n  instance_type = var.type\n  min_nodes = var.least\n  max_nodes = var.most\n}\nresource "bastion" "x" {\n  instance_type = "t3.nano"\n}\n',
  "terraform/production/terraform.tfvars": 'type  = "m5.2xlarge"\nleast = 4\nmost  = 9\n',
};

onEveryStore("right-sizing a node pool", (stores) => {
  const { open, close } = benches(async () =>
    openBench({ store: await stores.store(), renderer: shared.renderer, files }),
  );
  afterEach(close);

  test("tries the types that the fleet has prices for, packs what ran, and never trades a type for a burstable one", async () => {
    const bench = await open();
    for (const application of ["web", "vault"])
      await usedBy(bench, application, "production", { days: 14, cpu: 0.2, ram: 0.1, pods: 30 });
    const plan = await bench.value<ResultOf<typeof rightSizePoolPlan>>(
      "alex",
      "environment.right-size-pool-plan",
      { environment: "production" },
    );
    // 60 pods of 50m take 3 vCPU: two nodes of 2 vCPU filled to 85 %.
    expect(plan).toMatchObject({
      hours: 336,
      from: { instanceType: "m5.2xlarge", min: 4, max: 9 },
      to: { instanceType: "m5.large", min: 2, max: 3 },
      busiest: 2,
      effect: { currency: "EUR", mark: "estimate" },
    });
    expect(plan.effect?.value).toBeCloseTo((2 * 0.1 - 4 * 0.4) * 730, 6);
    expect(plan.tried.map((one) => [one.instanceType, one.now])).toEqual([
      ["m5.large", false],
      ["m5.2xlarge", false],
      ["m5.2xlarge", true],
    ]);
  });

  test("is one approved commit of the declaration and of the Terraform that feeds it, and of nothing else", async () => {
    const bench = await open();
    for (const application of ["web", "vault"])
      await usedBy(bench, application, "production", { days: 14, cpu: 0.2, ram: 0.1, pods: 30 });
    const asked = await bench.value<Asked>("alex", "environment.right-size-pool", {
      environment: "production",
    });
    expect((await deliver(bench, asked.id)).state).toBe("waiting");
    await say(bench, "petra", "platform-team", asked.id);
    await say(bench, "sam", "security-team", asked.id);
    expect(await deliver(bench, asked.id)).toMatchObject({ state: "done", kind: "edit" });
    expect(commitsOf(bench, asked.id)).toEqual([bench.log()[0]]);
    expect(bench.text("orchestr8.yaml")).toContain(
      "node_pool: { instance_type: m5.large, min_nodes: 2, max_nodes: 3 }",
    );
    expect(bench.text("terraform/production/terraform.tfvars")).toBe(
      'type  = "m5.large"\nleast = 2\nmost  = 3',
    );
    expect(bench.text("terraform/production/main.tf")).toBe(files["terraform/production/main.tf"].trimEnd());
  });

  test("tells who may not ask why on the page, in the words of the refused command", async () => {
    const bench = await open();
    const view = await bench.value<ResourcesView>("quentin", "environment.resources", {
      environment: "production",
    });
    const refused = await bench.refusal("quentin", "environment.right-size-pool", {
      environment: "production",
    });
    const { code, message } = refused;
    expect(view.environments[0]?.rightSizePool).toMatchObject({ allowed: false, code, message });
  });

  test("is not suggested on a few days, nor for an environment that declares no pool", async () => {
    const bench = await open();
    await usedBy(bench, "web", "production", { days: 3, cpu: 0.2, ram: 0.1 });
    const refused = await bench.refusal("alex", "environment.right-size-pool", { environment: "production" });
    expect(refused).toMatchObject({ code: "size.no-pool-suggestion" });
    expect(refused.message).toContain("72 hours of the last 14 days");
    expect(
      await bench.refusal("alex", "environment.right-size-pool", { environment: "integration" }),
    ).toMatchObject({ code: "scale.no-pool" });
  });
});
