import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Candidate } from "@/lib/domain/provenance/setter";
import { type Offline, openOffline } from "@/lib/engine/offline";
import type { DesiredState } from "@/lib/ports/desired";
import { explainView } from "./explain-view";
import { explainField, type Field } from "./field";

const acme = resolve("examples/acme");
type Open = { offline: Offline; state: DesiredState };
let example: Open;
const opened: Offline[] = [];
const folders: string[] = [];

async function open(folder: string): Promise<Open> {
  const offline = await openOffline({ folder });
  opened.push(offline);
  return { offline, state: await offline.desired.head() };
}

/** The example with some files written anew. */
async function changed(files: Readonly<Record<string, (text: string) => string>>): Promise<Open> {
  const folder = mkdtempSync(join(tmpdir(), "o8-field-"));
  folders.push(folder);
  cpSync(acme, folder, { recursive: true });
  for (const [file, change] of Object.entries(files)) {
    let before = "";
    try {
      before = readFileSync(join(folder, file), "utf8");
    } catch {
      before = "";
    }
    writeFileSync(join(folder, file), change(before));
  }
  return open(folder);
}

beforeAll(async () => {
  example = await open(acme);
});
afterAll(async () => {
  await Promise.all(opened.map((one) => one.close()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function field(
  id: string,
  object: string | null,
  path: string,
  { offline, state }: Open = example,
): Promise<Field> {
  const placement = state.fleet.placements.find((p) => p.id === id);
  if (!placement) throw new Error(`no ${id}`);
  const answer = await explainField(offline.spine.ports, state, { placement, object, path });
  if (answer.kind !== "found") throw new Error(`${id} ${object} ${path}: ${JSON.stringify(answer)}`);
  return answer.field;
}

const line = (c: Candidate | undefined): string | null =>
  c ? `${c.layer} ${c.place.file}:${c.place.line} ${JSON.stringify(c.value)}` : null;
const winner = ({ explanation }: Field): string | null =>
  line(explanation.winner === null ? undefined : explanation.candidates[explanation.winner]);
const losers = ({ explanation }: Field): (string | null)[] =>
  explanation.candidates.filter((c) => !c.won).map(line);

const primary = "my-service/production/prod-cluster-primary";
const secondary = "my-service/production/prod-cluster-secondary";
const app = "spec.template.spec.containers[app]";

describe("a field that kustomize rendered", () => {
  test("a cluster's patch wins over the environment's and the base's, each with its line", async () => {
    const memory = await field(primary, "Deployment/my-service", `${app}.resources.limits.memory`);
    expect(winner(memory)).toBe(
      'cluster apps/my-service/clusters/prod-cluster-primary/memory.yaml:15 "512Mi"',
    );
    expect(losers(memory)).toEqual([
      'base apps/my-service/base/deployment.yaml:54 "256Mi"',
      'environment apps/my-service/overlays/production/deployment.yaml:25 "2Gi"',
    ]);
    expect(memory.explanation.list).toContain("merged by name");
  });

  test("an image's tag goes to the newTag line of the environment", async () => {
    expect(winner(await field(primary, "Deployment/my-service", `${app}.image`))).toBe(
      'environment apps/my-service/overlays/production/kustomization.yaml:25 "1.8.0"',
    );
  });

  test("a literal of a component is the region's, and a cluster's merge wins where it is the same key", async () => {
    const names = (await example.state.render(placementOf(secondary))).objects.filter((o) =>
      o.metadata.name.startsWith("app-config-"),
    );
    const object = `ConfigMap/${names[0]?.metadata.name}`;
    expect(winner(await field(secondary, object, "data.AWS_REGION"))).toBe(
      'region apps/my-service/regions/eu-west-1/kustomization.yaml:7 "eu-west-1"',
    );
    const limit = await field(secondary, object, "data.PAYOUT_RETRY_LIMIT");
    expect(winner(limit)).toBe(
      'cluster apps/my-service/clusters/prod-cluster-secondary/kustomization.yaml:12 "8"',
    );
    expect(losers(limit)).toEqual([
      'environment apps/my-service/overlays/production/kustomization.yaml:34 "3"',
    ]);
  });

  test("labels and the namespace go to the entry of the kustomization that adds them", async () => {
    const file = "environment apps/my-service/overlays/production/kustomization.yaml";
    expect(winner(await field(primary, "Service/my-service", "metadata.labels.environment"))).toBe(
      `${file}:20 "production"`,
    );
    expect(winner(await field(primary, "Service/my-service", "metadata.namespace"))).toBe(
      `${file}:3 "my-service"`,
    );
  });

  test("a generated name keeps the reference that wrote it, although its hash is kustomize's", async () => {
    expect(winner(await field(primary, "Deployment/my-service", `${app}.envFrom[1].configMapRef.name`))).toBe(
      'base apps/my-service/base/deployment.yaml:41 "app-config"',
    );
  });

  test("text of a patch written in place has its own lines: strategic, and JSON6902 operations", async () => {
    const open = await changed({
      "apps/my-service/clusters/prod-cluster-primary/kustomization.yaml": (text) => `${text}  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: my-service
      spec:
        revisionHistoryLimit: 9
  - target:
      kind: Deploy.*
      name: my-service
    patch: |-
      - op: replace
        path: /spec/template/spec/terminationGracePeriodSeconds
        value: 77
`,
    });
    const file = "apps/my-service/clusters/prod-cluster-primary/kustomization.yaml";
    expect(winner(await field(primary, "Deployment/my-service", "spec.revisionHistoryLimit", open))).toBe(
      `cluster ${file}:15 9`,
    );
    const seconds = await field(
      primary,
      "Deployment/my-service",
      "spec.template.spec.terminationGracePeriodSeconds",
      open,
    );
    expect(winner(seconds)).toBe(`cluster ${file}:22 77`);
    expect(losers(seconds)).toEqual(["base apps/my-service/base/deployment.yaml:23 30"]);
  });

  test("two patches of one kustomization that disagree are told as a conflict of equal rank", async () => {
    const patch = (seconds: number) => `  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: my-service}
      spec: {template: {spec: {terminationGracePeriodSeconds: ${seconds}}}}
`;
    const open = await changed({
      "apps/my-service/clusters/prod-cluster-primary/kustomization.yaml": (text) =>
        text + patch(40) + patch(50),
    });
    const found = await field(
      primary,
      "Deployment/my-service",
      "spec.template.spec.terminationGracePeriodSeconds",
      open,
    );
    expect(winner(found)).toContain(" 50");
    const view = await explainView(open.offline.spine.ports, open.state, found);
    expect(view.problems).toMatchObject([
      { code: "provenance.equal-rank", line: 13, related: [{ line: 18 }] },
    ]);
  });

  test("what no entry is known to set is unresolved with its candidates, and the layer that changed it is named", async () => {
    const open = await changed({
      "apps/my-service/clusters/prod-cluster-primary/kustomization.yaml": (text) =>
        `${text}transformers:\n  - replicas.yaml\n`,
      "apps/my-service/clusters/prod-cluster-primary/replicas.yaml": () =>
        "apiVersion: builtin\nkind: ReplicaCountTransformer\nmetadata: {name: r}\nreplica: {name: my-service, count: 6}\nfieldSpecs: [{path: spec/replicas, kind: Deployment}]\n",
    });
    const found = await field(primary, "Deployment/my-service", "spec.replicas", open);
    expect([found.value, found.explanation.status, winner(found)]).toEqual([6, "unresolved", null]);
    expect(found.explanation.note).toContain("clusters/prod-cluster-primary/kustomization.yaml changes it");
    expect(losers(found)).toHaveLength(2);
  });
});

describe("a field that helm rendered", () => {
  const catalog = "catalog/production/prod-cluster-secondary";

  test("a value of the environment's file wins, and the chart's default lost", async () => {
    const pool = await field(catalog, "ConfigMap/catalog", "data.DATABASE_POOL");
    expect(winner(pool)).toBe("environment apps/catalog/values/production.yaml:28 50");
    expect(losers(pool)).toEqual(["base apps/catalog/chart/values.yaml:31 2"]);
    expect(pool.explanation.note).toContain("database.connection_pool");
  });

  test("a field made of two values names both", async () => {
    const image = await field(catalog, "Deployment/catalog", `${app}.image`);
    expect(image.explanation.candidates.filter((c) => c.won).map(line)).toEqual([
      'environment apps/catalog/values/production.yaml:10 "0.28.3"',
      'base apps/catalog/chart/values.yaml:16 "registry.acme.example/catalog"',
    ]);
  });

  test("what no value moves is set in the chart's template, with the template's file and line", async () => {
    expect(winner(await field(catalog, "Deployment/catalog", "spec.revisionHistoryLimit"))).toBe(
      "base apps/catalog/chart/templates/deployment.yaml:12 5",
    );
  });

  test("a merged value is asked for by itself, through every values file", async () => {
    const count = await field(catalog, "values", "app.replicaCount");
    expect(winner(count)).toBe("cluster apps/catalog/values/prod-cluster-secondary.yaml:5 2");
    expect(losers(count)).toHaveLength(2);
  });
});

describe("what is not rendered", () => {
  test("a declared value has the layer that declares it", async () => {
    expect(winner(await field(primary, null, "resources.limits.memory"))).toBe(
      'application apps/my-service/environments.yaml:105 "2Gi"',
    );
    expect(losers(await field(primary, null, "access.developers"))).toEqual([
      'base orchestr8.yaml:87 "read-only"',
    ]);
  });

  test("a secret is told by its reference and never by its value, in no layer", async () => {
    const open = await changed({
      "apps/my-service/overlays/production/kustomization.yaml": (text) =>
        `${text}secretGenerator:\n  - name: pass\n    literals: [password=canary-4711]\n`,
      "apps/my-service/base/deployment.yaml": (text) =>
        text.replace(
          "          env:\n",
          "          env:\n            - name: DB_PASSWORD\n              valueFrom: {secretKeyRef: {name: my-service-secrets, key: db}}\n",
        ),
    });
    const secrets = (await open.state.render(placementOf(primary, open))).objects.filter(
      (o) => o.kind === "Secret",
    );
    const secret = await field(primary, `Secret/${secrets[0]?.metadata.name}`, "data.password", open);
    const view = await explainView(open.offline.spine.ports, open.state, secret);
    expect(view).toMatchObject({ value: "***", secret: true, from: { layer: "environment" } });
    expect(JSON.stringify(view)).not.toContain("canary");
    const reference = await field(
      primary,
      "Deployment/my-service",
      `${app}.env[DB_PASSWORD].valueFrom.secretKeyRef.key`,
      open,
    );
    expect(reference.explanation.note).toContain("Secret/my-service-secrets, key db");
  });
});

function placementOf(id: string, { state }: Open = example) {
  const placement = state.fleet.placements.find((p) => p.id === id);
  if (!placement) throw new Error(`no ${id}`);
  return placement;
}
