import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ControlPlane, startControlPlane } from "@/e2e/parts/control-plane";
import { whyNoCluster } from "@/e2e/parts/real-cluster";
import type { JsonObject, Manifest } from "@/lib/domain/manifest";
import { acmeReading, renderAcme } from "./acme.fixture";

const { skip, title } = whyNoCluster("the example on a real API server");

const collections: Readonly<Record<string, string>> = {
  "v1/Service": "services",
  "v1/ServiceAccount": "serviceaccounts",
  "v1/ConfigMap": "configmaps",
  "v1/Secret": "secrets",
  "apps/v1/Deployment": "deployments",
  "batch/v1/CronJob": "cronjobs",
  "autoscaling/v2/HorizontalPodAutoscaler": "horizontalpodautoscalers",
  "policy/v1/PodDisruptionBudget": "poddisruptionbudgets",
  "networking.k8s.io/v1/NetworkPolicy": "networkpolicies",
  "networking.k8s.io/v1/Ingress": "ingresses",
  "rbac.authorization.k8s.io/v1/Role": "roles",
  "rbac.authorization.k8s.io/v1/RoleBinding": "rolebindings",
};
/** Kinds of controllers that a bare API server does not know. */
const custom =
  /^(argoproj\.io|external-secrets\.io|postgresql\.cnpg\.io|integreatly\.org|monitoring\.coreos\.com)\//;

/** The pod that a workload would start, as an object of its own: admission judges pods, not their templates. */
function podOf(manifest: Manifest): Manifest | null {
  const spec = manifest.spec as
    | { template?: JsonObject; jobTemplate?: { spec?: { template?: JsonObject } } }
    | undefined;
  const template = spec?.template ?? spec?.jobTemplate?.spec?.template;
  if (!template) return null;
  const { name, namespace } = manifest.metadata;
  const labels = (template.metadata as JsonObject | undefined)?.labels ?? {};
  return {
    ...template,
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, labels, ...(namespace ? { namespace } : {}) },
  } as Manifest;
}

describe.skipIf(skip)(title, () => {
  let plane: ControlPlane;
  let rendered: Map<string, Manifest[]>;
  beforeAll(async () => {
    [plane, rendered] = await Promise.all([startControlPlane(), renderAcme(acmeReading.fleet.placements)]);
    for (const namespace of [...rendered.values()].flat().filter((one) => one.kind === "Namespace")) {
      const { status, body } = await plane.call(
        "POST",
        "/api/v1/namespaces?fieldValidation=Strict",
        namespace,
      );
      expect([201, 409], body).toContain(status);
    }
  });
  afterAll(() => plane?.stop());

  const dryRun = async (manifest: Manifest, collection: string) => {
    const api = manifest.apiVersion === "v1" ? "/api/v1" : `/apis/${manifest.apiVersion}`;
    const path = `${api}/namespaces/${manifest.metadata.namespace}/${collection}?dryRun=All&fieldValidation=Strict`;
    const { status, body } = await plane.call("POST", path, manifest);
    return status === 201 ? null : `${manifest.kind}/${manifest.metadata.name}: ${status} ${body}`;
  };

  test("every core object of every placement passes a strict dry-run", async () => {
    const refused: string[] = [];
    for (const [id, manifests] of rendered)
      for (const manifest of manifests.filter(
        (one) => one.kind !== "Namespace" && !custom.test(one.apiVersion),
      )) {
        const collection = collections[`${manifest.apiVersion}/${manifest.kind}`];
        const wrong = collection
          ? await dryRun(manifest, collection)
          : `${manifest.apiVersion}/${manifest.kind} is no core kind`;
        if (wrong) refused.push(`${id} ${wrong}`);
      }
    expect(refused).toEqual([]);
  });

  test("every pod is admitted under the pod security standard of its namespace", async () => {
    const refused: string[] = [];
    for (const [id, manifests] of rendered) {
      for (const account of manifests.filter((one) => one.kind === "ServiceAccount"))
        await plane.call("POST", `/api/v1/namespaces/${account.metadata.namespace}/serviceaccounts`, account);
      for (const manifest of manifests) {
        const pod = podOf(manifest);
        const wrong = pod && (await dryRun(pod, "pods"));
        if (wrong) refused.push(`${id} ${wrong}`);
      }
    }
    expect(refused).toEqual([]);
  });

  test("staging and production refuse a pod that is not restricted", async () => {
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "root", namespace: "ledger" },
      spec: { serviceAccountName: "ledger", containers: [{ name: "app", image: "x" }] },
    };
    expect(await dryRun(pod as Manifest, "pods")).toContain("violates PodSecurity");
  });
});
