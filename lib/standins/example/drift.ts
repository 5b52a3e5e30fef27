import type { Manifest } from "@/lib/domain/manifest";

/** Somebody raised catalog's memory by hand in production and never told Git: the example's one drift. */
export const handMade = {
  cluster: "prod-cluster-primary",
  manager: "kubectl-edit",
  object: {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "catalog", namespace: "catalog" },
    spec: { template: { spec: { containers: [{ name: "app", resources: { limits: { memory: "6Gi" } } }] } } },
  } as unknown as Manifest,
};
