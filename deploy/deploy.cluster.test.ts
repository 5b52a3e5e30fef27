import { execFileSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { type ControlPlane, startControlPlane } from "@/e2e/parts/control-plane";
import { whyNoCluster } from "@/e2e/parts/real-cluster";
import { findTools } from "@/lib/adapters/render/tools";
import type { Manifest } from "@/lib/domain/manifest";

const { skip, title } = whyNoCluster("what is deployed, on a real API server");

const toolFolder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "orchestr8/tools");
const collections: Readonly<Record<string, string>> = {
  Namespace: "namespaces",
  NetworkPolicy: "networkpolicies",
};
const collectionOf = (kind: string): string => collections[kind] ?? `${kind.toLowerCase()}s`;

describe.skipIf(skip)(title, () => {
  let plane: ControlPlane;
  let objects: Manifest[];
  beforeAll(async () => {
    const { kustomize } = await findTools(toolFolder);
    if (!kustomize) throw new Error("kustomize is not here");
    objects = ["console", "cluster"].flatMap((name) =>
      parseAllDocuments(
        execFileSync(kustomize.path, [...kustomize.args, name], {
          cwd: import.meta.dirname,
          encoding: "utf8",
        }),
      ).map((document) => document.toJS() as Manifest),
    );
    plane = await startControlPlane();
    for (const one of objects.filter(({ kind }) => /^(Namespace|ServiceAccount|ClusterRole)/.test(kind))) {
      const { status, body } = await plane.call("POST", `${pathOf(one)}?fieldValidation=Strict`, one);
      expect([201, 409], body).toContain(status);
    }
  });
  afterAll(() => plane?.stop());

  const pathOf = ({ apiVersion, kind, metadata: { namespace } }: Manifest): string =>
    `${apiVersion === "v1" ? "/api/v1" : `/apis/${apiVersion}`}${namespace ? `/namespaces/${namespace}` : ""}/${collectionOf(kind)}`;
  const dryRun = async (one: Manifest): Promise<string | null> => {
    const { status, body } = await plane.call(
      "POST",
      `${pathOf(one)}?dryRun=All&fieldValidation=Strict`,
      one,
    );
    return status === 201 || status === 409 ? null : `${one.kind}/${one.metadata.name}: ${status} ${body}`;
  };
  const named = (kind: string): Manifest => {
    const found = objects.find((one) => one.kind === kind);
    if (!found) throw new Error(`there is no ${kind}`);
    return found;
  };
  type Template = { metadata: { labels: Record<string, string> }; spec: object };
  const pod = (change: object = {}): Manifest => {
    const { template } = named("Deployment").spec as { template: Template };
    const { namespace } = named("Deployment").metadata;
    return {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "console", ...(namespace ? { namespace } : {}), labels: template.metadata.labels },
      spec: { ...template.spec, ...change },
    } as unknown as Manifest;
  };

  test("every object passes a strict dry-run", async () => {
    expect(objects.length).toBeGreaterThan(9);
    const refused = await Promise.all(objects.map(dryRun));
    expect(refused.filter((one) => one !== null)).toEqual([]);
  });

  test("the console's pod is admitted as restricted, and as root it is not", async () => {
    expect(await dryRun(pod())).toBeNull();
    expect(await dryRun(pod({ securityContext: { runAsUser: 0 } }))).toContain("violates PodSecurity");
  });

  const may = async (verb: string, group: string, resource: string, namespace?: string): Promise<boolean> => {
    const [of, subresource] = resource.split("/");
    const { body } = await plane.call("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SubjectAccessReview",
      spec: {
        user: "system:serviceaccount:orchestr8-access:orchestr8",
        groups: ["system:serviceaccounts", "system:authenticated"],
        resourceAttributes: {
          verb,
          group,
          resource: of,
          ...(subresource ? { subresource } : {}),
          ...(namespace ? { namespace } : {}),
        },
      },
    });
    return (JSON.parse(body) as { status: { allowed: boolean } }).status.allowed;
  };

  test("its account reads what runs everywhere, and no secret, log or shell", async () => {
    for (const [group, resource] of [
      ["", "pods"],
      ["", "nodes"],
      ["apps", "deployments"],
      ["metrics.k8s.io", "pods"],
    ] as const)
      expect(await may("list", group, resource), resource).toBe(true);
    for (const resource of ["secrets", "pods/log", "pods/exec", "serviceaccounts/token"])
      for (const verb of ["get", "list", "create"])
        expect(await may(verb, "", resource), `${verb} ${resource}`).toBe(false);
  });

  test("it delivers in a namespace that says so, nowhere else, and never grants rights or deletes", async () => {
    expect(await may("patch", "apps", "deployments", "default")).toBe(false);
    const binding = {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata: { name: "orchestr8-deliverer", namespace: "default" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "orchestr8-deliverer" },
      subjects: [{ kind: "ServiceAccount", name: "orchestr8", namespace: "orchestr8-access" }],
    };
    const { status, body } = await plane.call(
      "POST",
      "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings",
      binding,
    );
    expect(status, body).toBe(201);
    await expect.poll(() => may("patch", "apps", "deployments", "default")).toBe(true);
    expect(await may("patch", "apps", "deployments/scale", "default")).toBe(true);
    expect(await may("patch", "apps", "deployments", "kube-system")).toBe(false);
    for (const [verb, group, resource] of [
      ["delete", "apps", "deployments"],
      ["create", "rbac.authorization.k8s.io", "rolebindings"],
      ["escalate", "rbac.authorization.k8s.io", "roles"],
      ["create", "", "secrets"],
      ["impersonate", "", "users"],
    ] as const)
      expect(await may(verb, group, resource, "default"), `${verb} ${resource}`).toBe(false);
  });
});
