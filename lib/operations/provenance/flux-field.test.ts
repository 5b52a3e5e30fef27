// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Flux writes its variables so

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { titleOf } from "@/lib/domain/diff/identity";
import { draftEdit } from "@/lib/domain/plan/draft";
import { objectLeaves } from "@/lib/domain/provenance/leaves";
import { type EditPlace, sameValue } from "@/lib/domain/provenance/setter";
import { type Offline, openOffline } from "@/lib/engine/offline";
import type { DesiredState } from "@/lib/ports/desired";
import { explainField, type Field } from "./field";
import { fieldValue } from "./field-value";

const files: Readonly<Record<string, string>> = {
  "orchestr8.yaml": `name: shop
clusters: { eu: {} }
environments:
  staging: { type: staging, cluster: eu }
applications:
  web:
    path: apps/web
    kustomize: ["overlays/{environment}"]
    flux: { file: "/clusters/{environment}/web.yaml", name: web }
    environments: { staging: { namespace: shop } }
  plain:
    path: apps/plain
    plain: ["."]
    flux: { file: "/clusters/{environment}/web.yaml", name: plain }
    environments: { staging: { namespace: shop } }
`,
  "apps/web/overlays/staging/kustomization.yaml":
    "resources: [web.yaml]\nimages: [{ name: acme/web, newTag: 1.1.0 }]\n",
  "apps/web/overlays/staging/web.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: "\${APP}-web"
spec:
  replicas: "\${REPLICAS}"
  revisionHistoryLimit: 2
  template:
    spec:
      containers:
        - name: web
          image: acme/web:1.0.0
          env:
            - { name: HOST, value: "web.\${DOMAIN}" }
            - { name: LEVEL, value: "\${LEVEL:=info}" }
`,
  "apps/plain/settings.yaml":
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { domain: "${DOMAIN}", fixed: one }\n',
  "clusters/staging/settings.yaml":
    "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: cluster, namespace: flux-system }\ndata:\n  DOMAIN: staging.example\n",
  "clusters/staging/web.yaml": `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: web, namespace: flux-system }
spec:
  path: ./apps/web/overlays/staging
  targetNamespace: shop
  commonMetadata:
    labels:
      team: payments
  images:
    - name: acme/web
      newTag: 2.0.0
  patches:
    - patch: |
        - op: replace
          path: /spec/revisionHistoryLimit
          value: 5
      target:
        kind: Deployment
  postBuild:
    substitute:
      APP: shop
      REPLICAS: "3"
    substituteFrom:
      - { kind: ConfigMap, name: cluster }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: plain, namespace: flux-system }
spec:
  path: ./apps/plain
  namePrefix: a-
  postBuild:
    substituteFrom:
      - { kind: ConfigMap, name: cluster }
`,
};

let folder: string;
let offline: Offline;
let state: DesiredState;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "o8-flux-field-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  offline = await openOffline({ folder });
  state = await offline.desired.head();
});
afterAll(async () => {
  await offline.close();
  rmSync(folder, { recursive: true, force: true });
});

const placementOf = (application: string) => {
  const placement = state.fleet.placements.find((one) => one.application === application);
  if (!placement) throw new Error(`no ${application}`);
  return placement;
};

async function field(path: string, object = "Deployment/shop-web", application = "web"): Promise<Field> {
  const answer = await explainField(offline.spine.ports, state, {
    placement: placementOf(application),
    object,
    path,
  });
  if (answer.kind !== "found") throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer.field;
}

const winner = ({ explanation: { candidates, winner: at } }: Field): string | null => {
  const one = at === null ? undefined : candidates[at];
  return one
    ? `${one.how} ${one.place.file}:${one.place.line}:${one.place.column} ${JSON.stringify(one.value)}`
    : null;
};

const cluster = "clusters/staging/web.yaml";
const container = "spec.template.spec.containers[web]";

describe("a field that Flux sets", () => {
  test.each([
    ["spec.revisionHistoryLimit", `JSON patch (replace) ${cluster}:18:18 5`],
    [`${container}.image`, `image entry ${cluster}:13:15 "2.0.0"`],
    ["metadata.namespace", `namespace entry ${cluster}:7:20 "shop"`],
    ["metadata.labels.team", `common metadata of Flux ${cluster}:10:13 "payments"`],
    ["spec.replicas", `variable REPLICAS of Flux ${cluster}:24:17 "3"`],
    [
      `${container}.env[HOST].value`,
      'variable DOMAIN of Flux clusters/staging/settings.yaml:5:11 "staging.example"',
    ],
    [`${container}.env[LEVEL].value`, 'object apps/web/overlays/staging/web.yaml:15:37 "info"'],
  ])("%s is explained by its line and column", async (path, line) => {
    expect(winner(await field(path))).toBe(line);
  });

  test("the folder's own entries lost, and say to what", async () => {
    const { candidates } = (await field("spec.replicas")).explanation;
    expect(candidates.filter((one) => !one.won)).toMatchObject([
      {
        place: { file: "apps/web/overlays/staging/web.yaml", line: 6 },
        why: `${cluster} is applied later and sets it again`,
      },
    ]);
  });

  test("a folder that Flux writes the kustomization for is followed to its files", async () => {
    expect(winner(await field("data.fixed", "ConfigMap/a-settings", "plain"))).toBe(
      'object apps/plain/settings.yaml:4:37 "one"',
    );
    expect(winner(await field("data.domain", "ConfigMap/a-settings", "plain"))).toContain(
      "variable DOMAIN of Flux clusters/staging/settings.yaml:5",
    );
  });
});

test("every line that is said to set a value moves it when it is edited, and nearly every value has such a line", async () => {
  const wrong: string[] = [];
  let [confirmed, all] = [0, 0];
  for (const placement of state.fleet.placements)
    for (const object of (await state.render(placement)).objects)
      for (const { path } of objectLeaves(object)) {
        all += 1;
        const label = `${titleOf(object)} ${path}`;
        const { explanation } = await field(path, titleOf(object), placement.application);
        const edit = explanation.winner === null ? null : explanation.candidates[explanation.winner]?.edit;
        if (!edit) continue;
        if (await moves(edit, placement.application, titleOf(object), path)) confirmed += 1;
        else wrong.push(`${label} ${edit.file} ${JSON.stringify(edit.path)}`);
      }
  expect(wrong).toEqual([]);
  expect(confirmed).toBeGreaterThan(all * 0.8);
});

test("a variable stays a text whatever number is written there, or its cluster would refuse it", async () => {
  const { explanation } = await field(`${container}.env[HOST].value`);
  const app = explanation.candidates.find(({ how }) => how.startsWith("variable"))?.edit;
  if (!app) throw new Error("the variable has a line");
  const text = await state.tree.text(app.file);
  const drafted = draftEdit({
    application: "web",
    to: "staging",
    version: null,
    edits: [{ ...app, value: "17" }],
    text: () => text,
  });
  expect(drafted.ok && drafted.draft.files[0]?.after).toContain('DOMAIN: "17"');
});

/** Does the rendered value change with the line? */
async function moves(edit: EditPlace, application: string, object: string, path: string): Promise<boolean> {
  const value = /^\d+$/.test(edit.expect) ? String(Number(edit.expect) + 1) : `${edit.expect}x`;
  const text = await state.tree.text(edit.file);
  const drafted = draftEdit({
    application,
    to: "staging",
    version: null,
    edits: [{ ...edit, value }],
    text: () => text,
  });
  if (!drafted.ok) return false;
  const edited = await offline.desired.edited(
    state,
    new Map(drafted.draft.files.map(({ file, after }) => [file, after] as const)),
  );
  const [before, after] = await Promise.all([
    fieldValue(state, placementOf(application), object, path),
    fieldValue(edited, placementOf(application), object, path),
  ]);
  return after.failed || !sameValue(before.value, after.value);
}
