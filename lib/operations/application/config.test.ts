import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConfigKey, ConfigView } from "@/lib/contract/configuration";
import { type Offline, openOffline } from "@/lib/engine/offline";
import { runOperation } from "../spine";
import { config } from "./config";

let offline: Offline;
beforeAll(async () => {
  offline = await openOffline({ folder: resolve("examples/acme") });
});
afterAll(() => offline.close());

async function ask(input: object): Promise<ConfigView> {
  const outcome = await runOperation(offline.spine, config, input, {
    actor: { kind: "local" },
    requestId: "t",
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome), { cause: offline.failure() });
  return outcome.value as ConfigView;
}
const keyOf = (view: ConfigView, address: string): ConfigKey | undefined =>
  view.groups.flatMap((g) => g.keys).find((k) => k.address === address);
const marks = (key: ConfigKey | undefined): string =>
  key?.ribbon
    ? Object.values(key.ribbon)
        .map((m) => m[0])
        .join("")
    : "-";
const memory = "Deployment/my-service/spec.template.spec.containers[app].resources.limits.memory";

test("each key of a kustomized application has the ribbon of the layers that set it", async () => {
  const view = await ask({ application: "my-service", environment: "production" });
  expect(marks(keyOf(view, memory))).toBe("oowii");
  expect(marks(keyOf(view, "Deployment/my-service/spec.template.spec.terminationGracePeriodSeconds"))).toBe(
    "wiiii",
  );
  // A patch names the container it is for; it does not set the name.
  expect(marks(keyOf(view, "Deployment/my-service/spec.template.spec.containers[app].name"))).toBe("wiiii");
  expect(marks(keyOf(view, "access.developers"))).toBe("owiii");
  expect(view.counts.aboveBase).toBeGreaterThan(20);
  expect(view.counts.aboveBase).toBeLessThan(view.counts.keys);
  const unset = view.groups
    .flatMap((g) => g.keys)
    .filter((k) => k.ribbon && !Object.values(k.ribbon).includes("wins"));
  expect(unset.map((k) => k.address)).toEqual([]);
});

test("the other cluster's and the other environment's values are counted and stand beside", async () => {
  const view = await ask({ application: "my-service", environment: "production", against: "staging" });
  expect(view.clusters).toMatchObject([
    { name: "prod-cluster-primary", others: 0 },
    { name: "prod-cluster-secondary", role: "failover" },
  ]);
  expect(view.clusters[1]?.others).toBeGreaterThan(0);
  expect(keyOf(view, memory)).toMatchObject({ value: "512Mi", other: "1Gi" });
  expect(
    keyOf(view, 'Deployment/my-service/spec.selector.matchLabels["app.kubernetes.io/name"]'),
  ).not.toHaveProperty("other");
});

test("a chart's values have their layers at once, and its rendered fields only when they are opened", async () => {
  const view = await ask({
    application: "catalog",
    environment: "production",
    cluster: "prod-cluster-secondary",
  });
  expect(marks(keyOf(view, "values/app.replicaCount"))).toBe("oowii");
  expect(keyOf(view, "ConfigMap/catalog/data.DATABASE_POOL")).toMatchObject({ value: "50", ribbon: null });
});
