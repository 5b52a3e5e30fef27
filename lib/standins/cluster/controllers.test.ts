import { afterEach, describe, expect, test } from "vitest";
import { healthOf } from "@/lib/domain/health";
import type { JsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { listAt, objectAt } from "./pod";
import { type Standin, type StandinOptions, startStandinCluster } from "./start";

const start = Date.parse("2026-11-20T10:00:00Z");
const started: Standin[] = [];
afterEach(() => {
  for (const one of started.splice(0)) one.stop();
});

/** A stand-in whose time the test moves, second by second. */
function open(more: Partial<StandinOptions> = {}) {
  let now = start;
  const standin = startStandinCluster({
    purpose: "test",
    realClusterConfigured: false,
    name: "prod",
    region: "eu-central-1",
    zones: ["eu-central-1a", "eu-central-1b"],
    pools: [{ name: "general", instanceType: "c5.2xlarge", minNodes: 3, maxNodes: 10 }],
    faults: [],
    seed: 7,
    clock: () => new Date(now),
    hash: (text) => `hashed${text.length}`,
    tickMs: null,
    ...more,
  });
  started.push(standin);
  const elapse = (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      now += 1000;
      standin.tick();
    }
  };
  const get = async (kind: string, apiVersion = "apps/v1"): Promise<Manifest> => {
    const found = await standin.cluster.get({ apiVersion, kind, namespace: "shop", name: "web" });
    if (!found) throw new Error(`no ${kind}`);
    return found;
  };
  const list = async (kind: string, apiVersion = "v1", namespace?: string): Promise<readonly Manifest[]> => {
    const page = await standin.cluster.list({ apiVersion, kind, namespace });
    return page.kind === "page" ? page.items : [];
  };
  const apply = (object: Manifest) => standin.cluster.apply(object, { manager: "orchestr8", force: true });
  return { standin, elapse, get, list, apply };
}

const workload = (kind: string, image: string, spec: JsonObject = {}, apiVersion = "apps/v1"): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: "web", namespace: "shop" },
  spec: {
    replicas: 4,
    selector: { matchLabels: { app: "web" } },
    template: {
      metadata: { labels: { app: "web" } },
      spec: {
        containers: [{ name: "web", image, resources: { requests: { cpu: "500m", memory: "512Mi" } } }],
      },
    },
    ...spec,
  },
});
const rollout = (image: string, strategy: JsonObject) =>
  workload("Rollout", image, { strategy }, "argoproj.io/v1alpha1");
const week = new Date(start - 7 * 86_400_000);
const imagesOf = (pods: readonly Manifest[]) =>
  pods.map((pod) => listAt(objectAt(pod.spec).containers)[0]?.image);
const conditionOf = (object: Manifest, type: string) =>
  listAt(objectAt(object.status).conditions).find((one) => one.type === type);

describe("a Deployment on the stand-in", () => {
  test("what was seeded is healthy and as old as it was seeded", async () => {
    const { standin, get, list } = open();
    standin.seed([workload("Deployment", "web:1")], "argocd", week);
    const deployment = await get("Deployment");
    expect(healthOf(deployment)?.kind).toBe("healthy");
    expect(deployment.metadata.creationTimestamp).toBe("2026-11-13T10:00:00Z");
    expect(await list("Pod", "v1", "shop")).toHaveLength(4);
  });

  test("a new image rolls over seconds, never below its availability, and ends with the new pods alone", async () => {
    const { standin, elapse, get, list, apply } = open();
    standin.seed([workload("Deployment", "web:1")], "argocd", week);
    await apply(workload("Deployment", "web:2"));
    expect(healthOf(await get("Deployment"))?.kind).toBe("moving");
    const seen = new Set<string>();
    for (let second = 0; second < 40; second += 1) {
      elapse(1);
      const deployment = await get("Deployment");
      expect(Number(objectAt(deployment.status).availableReplicas)).toBeGreaterThanOrEqual(3);
      expect(Number(objectAt(deployment.status).replicas)).toBeLessThanOrEqual(5);
      seen.add(healthOf(deployment)?.kind ?? "none");
    }
    expect([...seen]).toEqual(["moving", "healthy"]);
    const deployment = await get("Deployment");
    expect(deployment.status).toMatchObject({
      observedGeneration: deployment.metadata.generation,
      replicas: 4,
      updatedReplicas: 4,
      readyReplicas: 4,
      availableReplicas: 4,
    });
    expect(conditionOf(deployment, "Progressing")).toMatchObject({
      status: "True",
      reason: "NewReplicaSetAvailable",
    });
    expect(conditionOf(deployment, "Available")?.status).toBe("True");
    expect(imagesOf(await list("Pod", "v1", "shop"))).toEqual(["web:2", "web:2", "web:2", "web:2"]);
  });

  test("a broken image never becomes ready: the deadline passes, and the old pods keep serving", async () => {
    const { standin, elapse, get, apply } = open();
    standin.seed([workload("Deployment", "web:1")], "argocd", week);
    await apply(workload("Deployment", "web:2-broken"));
    elapse(60);
    const deployment = await get("Deployment");
    expect(healthOf(deployment)?.kind).toBe("failed");
    expect(conditionOf(deployment, "Progressing")).toMatchObject({
      status: "False",
      reason: "ProgressDeadlineExceeded",
    });
    expect(Number(objectAt(deployment.status).availableReplicas)).toBeGreaterThanOrEqual(3);
    await apply(workload("Deployment", "web:1"));
    elapse(20);
    expect(healthOf(await get("Deployment"))?.kind).toBe("healthy");
  });

  test("scaling and deleting take the pods along", async () => {
    const { standin, elapse, get, list } = open();
    standin.seed([workload("Deployment", "web:1")], "argocd", week);
    const ref = { apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "web" };
    await standin.cluster.scale(ref, 6, { manager: "hpa" });
    elapse(10);
    expect(await list("Pod", "v1", "shop")).toHaveLength(6);
    await standin.cluster.scale(ref, 0, { manager: "hpa" });
    elapse(2);
    expect(await list("Pod", "v1", "shop")).toHaveLength(0);
    expect(healthOf(await get("Deployment"))?.word).toBe("scaled to zero");
    await standin.cluster.delete(ref);
    expect(await list("ReplicaSet", "apps/v1", "shop")).toHaveLength(0);
  });

  test("a cluster at rest writes nothing", async () => {
    const { standin, elapse, list } = open();
    standin.seed([workload("Deployment", "web:1"), workload("StatefulSet", "db:1")], "argocd", week);
    const versions = async () =>
      (await list("Pod"))
        .concat(await list("Deployment", "apps/v1"))
        .map((one) => one.metadata.resourceVersion);
    const before = await versions();
    elapse(30);
    expect(await versions()).toEqual(before);
  });
});

describe("a StatefulSet on the stand-in", () => {
  test("its pods are replaced one at a time, from the last to the first", async () => {
    const { standin, elapse, get, list, apply } = open();
    standin.seed([workload("StatefulSet", "db:1")], "argocd", week);
    expect((await list("Pod", "v1", "shop")).map((pod) => pod.metadata.name)).toEqual([
      "web-0",
      "web-1",
      "web-2",
      "web-3",
    ]);
    await apply(workload("StatefulSet", "db:2"));
    let order = "";
    for (let second = 0; second < 60; second += 1) {
      elapse(1);
      const pods = await list("Pod", "v1", "shop");
      expect(pods.length).toBeGreaterThanOrEqual(3);
      const images = imagesOf(pods).join(",");
      if (!order.endsWith(images)) order += `;${images}`;
    }
    expect(order).toContain("db:1,db:1,db:1,db:2");
    const set = await get("StatefulSet");
    expect(healthOf(set)?.kind).toBe("healthy");
    expect(set.status).toMatchObject({ updatedReplicas: 4, readyReplicas: 4 });
  });
});

describe("an Argo Rollout on the stand-in", () => {
  const argo = "argoproj.io/v1alpha1";
  const byHand = { blueGreen: { autoPromotionEnabled: false, activeService: "a", previewService: "b" } };

  test("blue-green waits with both sides up until somebody promotes it", async () => {
    const { standin, elapse, get, list, apply } = open();
    standin.seed([rollout("web:1", byHand)], "argocd", week);
    expect(objectAt((await get("Rollout", argo)).status).phase).toBe("Healthy");
    await apply(rollout("web:2", byHand));
    elapse(1);
    expect(objectAt((await get("Rollout", argo)).status).phase).toBe("Progressing");
    elapse(15);
    const paused = await get("Rollout", argo);
    expect(paused.status).toMatchObject({ phase: "Paused", message: "BlueGreenPause" });
    expect(await list("Pod", "v1", "shop")).toHaveLength(8);
    elapse(60);
    expect(objectAt((await get("Rollout", argo)).status).phase).toBe("Paused");
    const ref = { apiVersion: argo, kind: "Rollout", namespace: "shop", name: "web" };
    const promote = { status: { pauseConditions: null } };
    await standin.cluster.patch(ref, promote, { manager: "orchestr8", subresource: "status" });
    elapse(2);
    expect(objectAt((await get("Rollout", argo)).status).phase).toBe("Healthy");
    elapse(15);
    expect(imagesOf(await list("Pod", "v1", "shop"))).toEqual(["web:2", "web:2", "web:2", "web:2"]);
  });

  test("a referenced Deployment's template is what it rolls", async () => {
    const { standin, elapse, get, list, apply } = open();
    const deployment = workload("Deployment", "web:1", { replicas: 0 });
    const template = {
      template: undefined,
      workloadRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
    };
    const { template: _, ...spec } = objectAt(rollout("", { blueGreen: {} }).spec);
    const referring = { ...rollout("", {}), spec: { ...spec, workloadRef: template.workloadRef } };
    standin.seed([deployment, referring], "argocd", week);
    expect(imagesOf(await list("Pod", "v1", "shop"))).toEqual(["web:1", "web:1", "web:1", "web:1"]);
    await apply(workload("Deployment", "web:2", { replicas: 0 }));
    elapse(30);
    expect(objectAt((await get("Rollout", argo)).status).phase).toBe("Healthy");
    expect(new Set(imagesOf(await list("Pod", "v1", "shop")))).toEqual(new Set(["web:2"]));
  });

  test("a canary takes its steps and pauses where it was told to", async () => {
    const { standin, elapse, get, list, apply } = open();
    const strategy = {
      canary: { steps: [{ setWeight: 25 }, { pause: {} }, { setWeight: 50 }, { pause: { duration: "1h" } }] },
    };
    standin.seed([rollout("web:1", strategy)], "argocd", week);
    await apply(rollout("web:2", strategy));
    elapse(15);
    expect((await get("Rollout", argo)).status).toMatchObject({
      phase: "Paused",
      message: "CanaryPauseStep",
      currentStepIndex: 1,
    });
    expect(imagesOf(await list("Pod", "v1", "shop")).filter((image) => image === "web:2")).toHaveLength(1);
    const ref = { apiVersion: argo, kind: "Rollout", namespace: "shop", name: "web" };
    await standin.cluster.patch(
      ref,
      { status: { pauseConditions: null } },
      { manager: "orchestr8", subresource: "status" },
    );
    elapse(45);
    expect((await get("Rollout", argo)).status).toMatchObject({ phase: "Healthy", currentStepIndex: 4 });
    expect(new Set(imagesOf(await list("Pod", "v1", "shop")))).toEqual(new Set(["web:2"]));
  });

  test("a broken image degrades it, and aborting brings the stable side back", async () => {
    const { standin, elapse, get, apply, list } = open();
    standin.seed([rollout("web:1", byHand)], "argocd", week);
    await apply(rollout("web:2-broken", byHand));
    elapse(60);
    expect(healthOf(await get("Rollout", argo))?.kind).toBe("failed");
    await apply(rollout("web:1", byHand));
    elapse(20);
    expect(healthOf(await get("Rollout", argo))?.kind).toBe("healthy");
    expect(new Set(imagesOf(await list("Pod", "v1", "shop")))).toEqual(new Set(["web:1"]));
  });
});

describe("the stand-in's surroundings", () => {
  test("each declared pool has its least number of nodes, spread over the zones", async () => {
    const { list } = open();
    const nodes = await list("Node");
    const label = (name: string) => nodes.map((node) => objectAt(node.metadata.labels)[name]);
    expect(label("node.kubernetes.io/instance-type")).toEqual(["c5.2xlarge", "c5.2xlarge", "c5.2xlarge"]);
    expect(new Set(label("topology.kubernetes.io/zone"))).toEqual(
      new Set(["eu-central-1a", "eu-central-1b"]),
    );
    expect(objectAt(nodes[0]?.status).capacity).toMatchObject({ cpu: "8", memory: "16777216Ki" });
  });

  test("usage is the same for the same seed and moment, and stays within what was asked for", async () => {
    const samples = async () => {
      const { standin, list } = open();
      standin.seed([workload("Deployment", "web:1")], "argocd", week);
      return {
        pods: await list("PodMetrics", "metrics.k8s.io/v1beta1"),
        nodes: await list("NodeMetrics", "metrics.k8s.io/v1beta1"),
      };
    };
    const { pods, nodes } = await samples();
    expect(await samples()).toEqual({ pods, nodes });
    expect(pods).toHaveLength(4);
    expect(nodes).toHaveLength(3);
    for (const pod of pods) {
      const usage = objectAt(listAt(pod.containers)[0]?.usage);
      expect(Number.parseInt(String(usage.cpu), 10)).toBeGreaterThan(10_000_000);
      expect(Number.parseInt(String(usage.cpu), 10)).toBeLessThan(500_000_000);
      expect(Number.parseInt(String(usage.memory), 10)).toBeLessThan(512 * 1024);
    }
  });

  test("the drift fault is one hand-made change that says who made it", async () => {
    const { standin, elapse, get } = open({ faults: ["drift"] });
    standin.seed([workload("Deployment", "web:1")], "argocd", week);
    elapse(20);
    expect(objectAt((await get("Deployment")).spec).replicas).toBe(5);
    const answer = await standin.cluster.apply(workload("Deployment", "web:1"), {
      manager: "argocd",
      dryRun: true,
    });
    expect(answer.kind === "conflict" && answer.conflicts).toEqual([
      { manager: "kubectl-edit", field: ".spec.replicas" },
    ]);
  });

  test("a watch breaks when the cluster becomes unreachable, and calls work again when it is back", async () => {
    const { standin } = open();
    const events = standin.cluster.watch(
      { apiVersion: "v1", kind: "Pod", from: "1" },
      { signal: new AbortController().signal },
    );
    const broken = (async () => {
      for await (const _ of events);
    })();
    standin.setFaults(["unreachable"]);
    await expect(broken).rejects.toThrow("cannot be reached");
    standin.setFaults([]);
    expect((await standin.cluster.version()).minor).toBe("35");
  });

  test("it refuses to stand beside a real cluster, or outside demo and tests", () => {
    expect(() => open({ realClusterConfigured: true })).toThrow("real cluster");
    const production = { purpose: "production" } as unknown as Partial<StandinOptions>;
    expect(() => open(production)).toThrow("demo and in tests only");
  });
});
