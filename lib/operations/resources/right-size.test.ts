import { afterAll, afterEach, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import type { ResultOf } from "@/lib/contract/operation";
import type { rightSizePlan } from "@/lib/contract/resources";
import type { ResourcesView } from "@/lib/contract/resources-view";
import { openBench, sharedRenderer } from "../testing/bench";
import { type Asked, benches, commitsOf, deliver, requestOf, say } from "../testing/promotions";
import { fleetFile, overlayFile, webBlocks } from "../testing/tree";
import { usedBy } from "../testing/usage";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

type Planned = ResultOf<typeof rightSizePlan>;
const web = { application: "web", environment: "production" };
const file = overlayFile("web", "production");
/** 130m fits the p95 of 84.5m at 65 %; 100 MiB and 15 % are 115 MiB. */
const busy = { days: 14, cpu: 0.0845, ram: 100 / 1024 };

const patch = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          resources:
            requests:
              cpu: 2 # since the sale
              memory: 64Mi
            limits: { cpu: 4, memory: 1Gi }
`;
const patched = {
  "apps/web/overlays/production/size.yaml": patch,
  [file]: `resources:\n  - ../../base\nnamespace: web-production\nimages:\n  - name: registry.acme.example/web\n    newTag: "1.0.0"\npatches:\n  - path: size.yaml\n`,
  "apps/web/environments.yaml": `${webBlocks()}    resources:\n      requests: { cpu: 2, memory: 1Gi }\n`,
};

/** The memory request stands in the values that all environments share. */
const charted = {
  "orchestr8.yaml": fleetFile().replace(
    "web: { path: apps/web, team: developers }",
    'web: { path: apps/web, team: developers, helm: { chart: chart, values: ["values/base.yaml", "values/{environment}.yaml"] } }',
  ),
  "apps/web/chart/Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.0.0\n",
  "apps/web/chart/templates/deployment.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: app
          image: "registry.acme.example/web:{{ .Values.image.tag }}"
          resources: {{ toYaml .Values.resources | nindent 12 }}
`,
  "apps/web/values/base.yaml": "resources:\n  requests:\n    memory: 512Mi\n",
  ...Object.fromEntries(
    ["dev", "integration", "staging", "production"].map((name) => [
      `apps/web/values/${name}.yaml`,
      `image:\n  tag: "1.0.0"\nresources:\n  requests:\n    cpu: 1\n`,
    ]),
  ),
};

onEveryStore("right-sizing", (stores) => {
  const { open, close } = benches(async () =>
    openBench({ store: await stores.store(), renderer: shared.renderer }),
  );
  const opened = async (files: Record<string, string>) =>
    openBench({ store: await stores.store(), renderer: shared.renderer, files });
  afterEach(close);

  test("suggests nothing on a few days, and page and command say how many", async () => {
    const bench = await open();
    await usedBy(bench, "web", "production", { ...busy, days: 4 });
    const view = await bench.value<ResourcesView>("dana", "environment.resources", {
      environment: "production",
    });
    const [row] = view.environments[0]?.workloads ?? [];
    expect(row?.containers[0]?.cpu).toMatchObject({
      window: { points: 96, days: 4, p95: 84.5 },
      advice: { kind: "none", reason: "4 of 7 days of data" },
    });
    const refused = await bench.refusal("dana", "environment.right-size-plan", web);
    expect(refused).toMatchObject({ code: "size.no-suggestion" });
    expect(refused.message).toContain("4 of 7 days of data");
    expect(await bench.refusal("dana", "environment.right-size", web)).toEqual(refused);
  });

  test("gives an environment its own patch where only the base asks, and is one approved commit that runs", async () => {
    const bench = await open();
    await usedBy(bench, "web", "production", busy);
    const before = bench.text(file) ?? "";
    const plan = await bench.value<Planned>("dana", "environment.right-size-plan", web);
    expect(plan.suggestions).toMatchObject([
      { resource: "cpu", from: 50, to: 130, limit: { from: 100, to: 130 }, confidence: "good" },
      { resource: "memory", from: 32 * 2 ** 20, to: 115 * 2 ** 20, limit: { from: 64 * 2 ** 20 } },
    ]);
    expect(plan.plan.files.map((one) => one.file)).toEqual([file]);
    const asked = await bench.value<Asked>("dana", "environment.right-size", {
      ...web,
      planDigest: plan.plan.digest,
    });
    expect((await deliver(bench, asked.id)).state).toBe("waiting");
    await say(bench, "petra", "platform-team", asked.id);
    await say(bench, "sam", "security-team", asked.id);
    expect(await deliver(bench, asked.id)).toMatchObject({ state: "done", kind: "edit" });
    expect(commitsOf(bench, asked.id)).toEqual([bench.log()[0]]);
    expect(bench.text(file)).toBe(`${before}
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
    spec:
      template:
        spec:
          containers:
            - name: app
              resources:
                requests:
                  cpu: 130m
                  memory: 115Mi
                limits:
                  cpu: 130m
                  memory: 115Mi`);
    const { environments } = await bench.value<ResourcesView>("dana", "environment.resources", {});
    const requests = environments.map(({ environment, workloads }) => [
      environment,
      workloads.find((one) => one.application === "web")?.containers[0]?.cpu.request,
    ]);
    expect(requests).toEqual([
      ["dev", 50],
      ["integration", 50],
      ["staging", 50],
      ["production", 130],
    ]);
  });

  test("sets the lines that the overlay has, as they are written, and what the application declares with them", async () => {
    const bench = await opened(patched);
    await usedBy(bench, "web", "production", busy);
    const plan = await bench.value<Planned>("dana", "environment.right-size-plan", web);
    expect(plan.plan.edits.map(({ file: at, before, after }) => [at, before, after])).toEqual([
      ["apps/web/overlays/production/size.yaml", "2", "0.13"],
      ["apps/web/overlays/production/size.yaml", "64Mi", "115Mi"],
      ["apps/web/environments.yaml", "2", "0.13"],
    ]);
    await bench.close();
  });

  test("sets a chart's values in the environment's own file, also where only a shared file says them", async () => {
    const bench = await opened(charted);
    await usedBy(bench, "web", "production", busy);
    const plan = await bench.value<Planned>("dana", "environment.right-size-plan", web);
    expect(plan.plan.edits.map(({ file: at, path, before, after }) => [at, path, before, after])).toEqual([
      ["apps/web/values/production.yaml", "resources.requests.cpu", "1", "0.13"],
      ["apps/web/values/production.yaml", "resources.requests.memory", null, "115Mi"],
    ]);
    expect(plan.plan.placements.map((one) => one.cluster)).toEqual(["prod-cluster"]);
    await bench.close();
  });

  test("takes the place of no change that waits, and the row says so before anybody asks", async () => {
    const bench = await open();
    await usedBy(bench, "web", "production", busy);
    await requestOf(bench);
    const refused = await bench.refusal("dana", "environment.right-size", web);
    expect(refused).toMatchObject({ code: "promotion.open" });
    const plan = await bench.value<Planned>("dana", "environment.right-size-plan", web);
    expect(plan.request).toMatchObject({ allowed: false, message: refused.message });
    const view = await bench.value<ResourcesView>("dana", "environment.resources", {
      environment: "production",
    });
    expect(view.environments[0]?.workloads[0]?.change).toEqual(plan.request);
    const reader = await bench.value<ResourcesView>("quentin", "environment.resources", {
      environment: "production",
    });
    expect(reader.environments[0]?.workloads[0]?.change).toMatchObject({ code: "auth.forbidden" });
  });

  test("offers no edit behind the back of a VerticalPodAutoscaler: page, plan and command say which one", async () => {
    const bench = await opened({
      "apps/web/base/resizer.yaml": `apiVersion: autoscaling.k8s.io/v1
kind: VerticalPodAutoscaler
metadata: { name: web }
spec:
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
`,
      "apps/web/base/kustomization.yaml": "resources:\n  - deployment.yaml\n  - resizer.yaml\n",
    });
    await usedBy(bench, "web", "production", busy);
    const refused = await bench.refusal("dana", "environment.right-size-plan", web);
    expect(refused).toMatchObject({ code: "size.no-suggestion" });
    expect(refused.message).toContain("VerticalPodAutoscaler web (Auto) decides the cpu of its pods");
    expect(refused.message).toContain("VerticalPodAutoscaler web (Auto) decides the memory of its pods");
    expect(await bench.refusal("dana", "environment.right-size", web)).toEqual(refused);
  });
});
