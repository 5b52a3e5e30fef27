import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Connection } from "@/db/connection";
import { storeOn } from "@/db/store";
import { migratedPglite } from "@/db/testing/pglite";
import { startEngine } from "@/lib/engine/engine";
import { surroundingsOf } from "@/lib/engine/surroundings";
import { operations } from "@/lib/operations";
import { type Bench, openBench, sharedRenderer } from "@/lib/operations/testing/bench";
import { base64, canary, foundIn } from "@/lib/operations/testing/canary";
import { approved, tagged } from "@/lib/operations/testing/promotions";
import { overlayFile } from "@/lib/operations/testing/tree";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** Values that no answer, record or log may hold, each planted at one place. */
const planted = [
  "data",
  "stringdata",
  "envvalue",
  "annotation",
  "invalid",
  "configurl",
  "clusteronly",
  "remotepassword",
  "jsontext",
] as const;

const secrets = `apiVersion: v1
kind: Secret
metadata:
  name: app
data:
  password: ${base64(canary("data"))}
stringData:
  token: "${canary("stringdata")}"
---
apiVersion: v1
kind: Secret
metadata:
  name: broken
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Secret","data":{"password":"${base64(canary("annotation"))}"}}'
data: "${canary("invalid")}"
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: urls
data:
  DATABASE_URL: "postgres://app:${encodeURIComponent(canary("configurl"))}@db:5432/app"
  settings.json: '{"api":{"password":"${canary("jsontext")}"}}'
`;

const patch = `
  - secrets.yaml
patches:
  - target: { kind: Deployment }
    patch: |-
      - op: add
        path: /spec/template/spec/containers/0/env
        value: [{ name: API_PASSWORD, value: "${canary("envvalue")}" }]
`;
const withSecrets = (environment: string, tag: string): Record<string, string> => {
  const file = overlayFile("web", environment);
  const folder = file.slice(0, file.lastIndexOf("/"));
  const text = (tagged(environment, tag)[file] ?? "").replace(
    "  - namespace.yaml\n",
    `  - namespace.yaml${patch}`,
  );
  return { [file]: text, [`${folder}/secrets.yaml`]: secrets };
};

const roles = ["dana", "quentin", "petra", "sam", "alex", "max", "stranger"];
const shared = sharedRenderer();
let bench: Bench;
let database: Connection;
let said = "";
/** What readers without any access to `vault` were told. */
let outsiders = "";

beforeAll(async () => {
  database = await migratedPglite();
  bench = await openBench({
    store: storeOn(database, {}),
    renderer: shared.renderer,
    files: { ...withSecrets("staging", "1.0.5"), ...withSecrets("production", "1.0.0") },
  });
  for (const name of ["prod-cluster", "staging-cluster"])
    bench.standins.get(name)?.seed(
      [
        {
          apiVersion: "v1",
          kind: "Secret",
          metadata: {
            name: "by-hand",
            namespace: name === "prod-cluster" ? "web-production" : "web-staging",
            annotations: {
              "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify({
                data: base64(canary("clusteronly")),
              }),
            },
          },
          data: { key: base64(canary("clusteronly")) },
        },
      ],
      "somebody",
      bench.clock.at,
    );
  await bench.seen();
  await bench.advance();
  await crawl();
});
afterAll(async () => {
  await bench.close();
  shared.remove();
});

const questions: Readonly<Record<string, readonly unknown[]>> = {
  "fleet.search": [{ text: "" }, { text: "a" }],
  "application.show": [{ application: "web" }, { application: "vault" }],
  "environment.show": [{ environment: "staging" }, { environment: "production" }],
  "environment.diff": [
    { left: "staging", right: "production" },
    { left: "staging", right: "production", application: "web" },
  ],
  "environment.text": [{ left: "staging", right: "production", application: "web" }],
  "environment.render": [{}, { environment: "production" }, { application: "web" }],
  "environment.explain": [
    "Secret/app/data.password",
    "ConfigMap/urls/data.DATABASE_URL",
    "ConfigMap/urls/data[settings.json]",
    "Deployment/web/spec.template.spec.containers[app].env[API_PASSWORD].value",
    "resources",
  ].map((path) => ({ environment: "staging", application: "web", path })),
  "environment.origin": [{ left: "staging", right: "production", rows: [] }],
  "promotion.plan": [{ application: "web", from: "staging", to: "production" }],
  "promotion.list": [{ state: "all" }],
};

/** Every query as every role with every input it knows, also without one, while promotions wait, fail and end. */
async function crawl(): Promise<void> {
  const vault = await bench.value<{ id: string }>("alex", "promotion.request", {
    application: "vault",
    from: "staging",
    to: "production",
  });
  const { id } = await approved(bench);
  await ask([id, vault.id]);
  const cluster = bench.engine.clusters.get("prod-cluster");
  if (!cluster) throw new Error("no cluster");
  const { get } = cluster;
  cluster.get = async () => {
    throw new Error("the cluster broke");
  };
  await bench.advance();
  await bench.work();
  await ask([id]);
  cluster.get = get;
  await bench.value("dana", "promotion.retry", { id });
  await bench.work();
  expect((await bench.show(id)).state).toBe("done");
  await ask([id]);
  // What cannot be rendered is told with its reason.
  const file = overlayFile("web", "production");
  await bench.push({ [file]: `${bench.text(file)}\n  - op: nonsense ${canary("envvalue")}\n` }, "A slip");
  await ask([id]);
  said += JSON.stringify((await bench.store.read.ledger.list({}, { limit: 200 })).items);
  for (const job of await bench.store.read.jobs.list({ limit: 50 }))
    said += JSON.stringify([job, await bench.store.read.jobs.steps(job.id)]);
  for (const one of [id, vault.id]) {
    said += JSON.stringify(await bench.store.read.timeline.of(one));
    for (const { digest } of await bench.store.read.promotions.plans(one))
      said += JSON.stringify(await bench.store.read.promotions.plan(one, digest));
  }
  said += bench.lines.join("");
}

async function ask(promotions: readonly string[]): Promise<void> {
  for (const operation of operations.values()) {
    if (operation.kind !== "query") continue;
    const { name } = operation.contract;
    const inputs = name === "promotion.show" ? promotions.map((id) => ({ id })) : (questions[name] ?? [{}]);
    for (const handle of roles)
      for (const input of [...inputs, { nonsense: true, application: 3 }]) {
        const told = JSON.stringify(await bench.ask(handle, name, input));
        said += told;
        if (["dana", "quentin"].includes(handle) && !JSON.stringify(input).includes("vault"))
          outsiders += `\n${name} ${told}`;
      }
  }
}

test("no answer, record, plan or log holds a planted secret, in any spelling", () => {
  expect(said.length).toBeGreaterThan(100_000);
  expect(foundIn(said, planted)).toEqual([]);
});

test("no row of any table holds one either", async () => {
  const { rows: tables } = (await database.db.execute(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  )) as unknown as { rows: { name: string }[] };
  const kept = new Map<string, string>();
  for (const { name } of tables) {
    const { rows } = (await database.db.execute(
      sql`select row_to_json(t)::text as row from ${sql.identifier(name)} t`,
    )) as unknown as { rows: { row: string }[] };
    kept.set(name, rows.map(({ row }) => row).join("\n"));
  }
  // What is looked through is where the secrets would be.
  expect(kept.get("promotion_plan")).toContain("web");
  expect(kept.get("ledger")).toContain("promotion.request");
  for (const [name, text] of kept) expect(foundIn(text, planted), name).toEqual([]);
});

test("somebody without access to an application meets it in no list, comparison, render or record", () => {
  const found = outsiders
    .split("\n")
    .filter((line) => /vault/.test(line))
    .map(
      (line) =>
        `${line.slice(0, 40)} … ${line.slice(Math.max(0, line.indexOf("vault") - 120), line.indexOf("vault") + 80)}`,
    );
  expect(found).toEqual([]);
});

test("a password in the repository's address is neither shown nor told when Git fails", async () => {
  const secret = canary("remotepassword");
  for (const remote of [
    `https://o8:${encodeURIComponent(secret)}@git.example/fleet.git`,
    `https://o8:${secret}@git.example/fleet.git`,
  ]) {
    const { repository } = surroundingsOf(bench.settings, bench.store, remote, "main").facts();
    expect(repository.remote).toBe("https://git.example/fleet.git");
  }
  const remote = `http://o8:${encodeURIComponent(secret)}@127.0.0.1:1/fleet.git`;
  const settings = {
    ...bench.settings,
    data: `${bench.settings.data}-none`,
    repository: { ...bench.settings.repository, remote },
  };
  const failure = await startEngine(settings, {
    store: bench.store,
    renderer: shared.renderer,
    runs: false,
  }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Error);
  expect(inspect(failure, { depth: 10 })).not.toContain("canary-remotepassword");
});
