import { describe, expect, it } from "vitest";
import type { Json } from "../json";
import { parseJson } from "../json";
import { maskSecrets } from "../secret";
import { type Diff, type Difference, type DiffInput, diffManifests, needsAttention } from "./diff";
import { openLists } from "./identity";

type Extra = Omit<DiffInput, "left" | "right">;
const hash = (text: string): string =>
  [...text]
    .reduce((sum, letter) => (sum * 31n + BigInt(letter.codePointAt(0) ?? 0)) % 2n ** 64n, 7n)
    .toString(16)
    .padStart(16, "0");
const objects = (list: Json[]) =>
  openLists(list).map(({ index, manifest }) => ({ index, manifest: maskSecrets(manifest, hash) }));
const diff = (left: Json[], right: Json[], extra: Extra = {}): Diff =>
  diffManifests({ left: objects(left), right: objects(right), ...extra });
const environments = { leftName: "staging", rightName: "production" };

const config = (data: { [key: string]: Json }, more: { [key: string]: Json } = {}): Json => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "c", ...more },
  data,
});
const pod = (spec: { [key: string]: Json }): Json => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "p" },
  spec,
});
const container = (fields: { [key: string]: Json }): Json =>
  pod({ containers: [{ name: "app", image: "a:1", ...fields }] });
const custom = (spec: Json, kind = "Thing"): Json => ({
  apiVersion: "x.io/v1",
  kind,
  metadata: { name: "t" },
  spec,
});

const told = ({ differences }: Diff): string[] => differences.map((one) => `${one.class} ${one.path}`);
const only = (result: Diff): Difference => {
  expect(told(result)).toHaveLength(1);
  const [one] = result.differences;
  if (one === undefined) throw new Error("no difference");
  return one;
};

describe("what is no difference", () => {
  it.each<[string, Json, Json]>([
    [
      "quantities of one amount",
      container({ resources: { limits: { cpu: "1000m", memory: "1Gi" } } }),
      container({ resources: { limits: { cpu: 1, memory: "1024Mi" } } }),
    ],
    ["empty and absent", container({ resources: {}, env: [], args: null }), container({})],
    [
      "the order of variables that know nothing of each other",
      container({
        env: [
          { name: "A", value: "1" },
          { name: "B", value: "2" },
        ],
      }),
      container({
        env: [
          { name: "B", value: "2" },
          { name: "A", value: "1" },
        ],
      }),
    ],
    [
      "the order of a set",
      container({ securityContext: { capabilities: { add: ["A", "B"] } } }),
      container({ securityContext: { capabilities: { add: ["B", "A"] } } }),
    ],
    [
      "what the server wrote",
      {
        ...(config({ a: "1" }) as object),
        metadata: { name: "c", uid: "1", resourceVersion: "2", managedFields: [] },
        status: { x: 1 },
      },
      config({ a: "1" }),
    ],
    [
      "quantities of a custom resource's pods",
      custom({ template: { spec: { containers: [{ name: "a", resources: { limits: { cpu: "0.5" } } }] } } }),
      custom({ template: { spec: { containers: [{ name: "a", resources: { limits: { cpu: "500m" } } }] } } }),
    ],
    [
      "stringData and data",
      { apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, stringData: { a: "x" } },
      { apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, data: { a: "eA==" } },
    ],
  ])("%s", (_, left, right) => {
    expect(told(diff([left], [right]))).toEqual([]);
  });

  it.each<[string, Json, Json]>([
    ["a number written in another way in data", config({ cpu: "1000m" }), config({ cpu: "1" })],
    [
      "an empty selector",
      {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name: "n" },
        spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] },
      },
      {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name: "n" },
        spec: { podSelector: {}, ingress: [{ from: [{}] }] },
      },
    ],
    [
      "an empty directory",
      pod({ volumes: [{ name: "v", emptyDir: {} }] }),
      pod({ volumes: [{ name: "v", hostPath: { path: "/x" } }] }),
    ],
    [
      "an empty storage class",
      {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        metadata: { name: "p" },
        spec: { storageClassName: "" },
      },
      { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "p" }, spec: {} },
    ],
    ["a label without value", config({ a: "1" }, { labels: { x: "" } }), config({ a: "1" })],
    ["the order of arguments", container({ args: ["a", "b"] }), container({ args: ["b", "a"] })],
  ])("but %s is one", (_, left, right) => {
    expect(diff([left], [right]).summary.unexplained).toBeGreaterThan(0);
  });
});

describe("paths", () => {
  it.each<[string, Json, Json]>([
    [
      "spec.containers[app].env[C].value",
      container({ env: [{ name: "C", value: "1" }] }),
      container({ env: [{ name: "C", value: "2" }] }),
    ],
    [
      "spec.containers[app].ports[53/UDP].name",
      container({
        ports: [{ containerPort: 53 }, { containerPort: 53, protocol: "UDP", name: "a" }],
      }),
      container({ ports: [{ containerPort: 53, protocol: "UDP", name: "b" }, { containerPort: 53 }] }),
    ],
    [
      "spec.containers[app].ports[80].name",
      container({ ports: [{ containerPort: 80, name: "a" }] }),
      container({ ports: [{ containerPort: 80, name: "b" }] }),
    ],
    [
      "spec.containers[app].volumeMounts[/data].readOnly",
      container({ volumeMounts: [{ mountPath: "/data", name: "d" }] }),
      container({ volumeMounts: [{ mountPath: "/data", name: "d", readOnly: true }] }),
    ],
    ["spec.containers[app].args[0]", container({ args: ["b", "c"] }), container({ args: ["a", "b", "c"] })],
    ["spec.containers[app].args#order", container({ args: ["b", "c"] }), container({ args: ["c", "b"] })],
    [
      "spec.initContainers#order",
      pod({ initContainers: [{ name: "a" }, { name: "b" }] }),
      pod({ initContainers: [{ name: "b" }, { name: "a" }] }),
    ],
    [
      "spec.containers[app].env#order",
      container({
        env: [
          { name: "A", value: "1" },
          { name: "B", value: "$(A)" },
        ],
      }),
      container({
        env: [
          { name: "B", value: "$(A)" },
          { name: "A", value: "1" },
        ],
      }),
    ],
    ['data["app.yaml"].log', config({ "app.yaml": "log: info\n" }), config({ "app.yaml": "log: debug\n" })],
    [
      'data["a.json"].servers[db].port',
      config({ "a.json": '{"servers":[{"name":"db","port":1}]}' }),
      config({ "a.json": '{"servers":[{"name":"db","port":2}]}' }),
    ],
    [
      "data.values.image.pullPolicy",
      config({ values: "image:\n  pullPolicy: Always\n" }),
      config({ values: "image:\n  pullPolicy: Never\n" }),
    ],
    [
      'metadata.annotations["x.io/y"]',
      config({}, { annotations: { "x.io/y": "1" } }),
      config({}, { annotations: { "x.io/y": "2" } }),
    ],
    ["spec.list[0].deep", custom({ list: [{ deep: 1 }] }), custom({ list: [{ deep: 2 }] })],
    [
      "spec.things[b].v",
      custom({
        things: [
          { id: "a", v: 1 },
          { id: "b", v: 2 },
        ],
      }),
      custom({
        things: [
          { id: "b", v: 3 },
          { id: "a", v: 1 },
        ],
      }),
    ],
  ])("%s", (path, left, right) => {
    expect(only(diff([left], [right])).path).toBe(path);
  });

  it("says a new or removed item, map or object once, at its top", () => {
    const added = only(
      diff([container({})], [container({ livenessProbe: { httpGet: { path: "/", port: 1 } } })]),
    );
    expect(added).toMatchObject({
      path: "spec.containers[app].livenessProbe",
      rightValue: { httpGet: { path: "/", port: 1 } },
    });
    expect("leftValue" in added).toBe(false);
    const item = only(
      diff(
        [container({ env: [{ name: "A", value: "1" }] })],
        [
          container({
            env: [
              { name: "A", value: "1" },
              { name: "B", value: "2" },
            ],
          }),
        ],
      ),
    );
    expect(item).toMatchObject({
      path: "spec.containers[app].env[B]",
      segments: ["spec", "containers", { name: "app" }, "env", { name: "B" }],
    });
  });

  it("counts the items of a List in its own way", () => {
    const list: Json = { apiVersion: "v1", kind: "List", items: [config({ a: "1" }), pod({})] };
    expect(diff([list], [pod({}), config({ a: "1" })]).pairs).toEqual([
      { left: "0.items[0]", right: 1, how: "exact" },
      { left: "0.items[1]", right: 0, how: "exact" },
    ]);
  });

  it("keeps the digits of integers beyond 2^53", () => {
    const one = only(
      diff([custom(parseJson('{"id":9007199254740993}'))], [custom(parseJson('{"id":9007199254740992}'))]),
    );
    expect([one.leftValue, one.rightValue]).toEqual([9007199254740993n, 9007199254740992n]);
  });
});

describe("classes", () => {
  const both = (value: (environment: string) => Json): Diff =>
    diff([value("staging")], [value("production")], environments);

  it("expects what differs by the environments' own words", () => {
    const result = both((name) =>
      config({ URL: `https://api.${name}.example.com`, ENV: name.toUpperCase() }, { namespace: name }),
    );
    expect(told(result).sort()).toEqual([
      "expected data.ENV",
      "expected data.URL",
      "expected metadata.namespace",
    ]);
    expect(result.differences.every((one) => one.because !== undefined)).toBe(true);
    expect(needsAttention(result)).toBe(false);
  });

  it("counts a token only as a whole word", () => {
    const result = diff([config({ a: "devices", b: "dev-1" })], [config({ a: "products", b: "prod-1" })], {
      leftName: "dev",
      rightName: "prod",
    });
    expect(told(result)).toEqual(["unexplained data.a", "expected data.b"]);
  });

  it.each<[string, string, string]>([
    ["equal on both sides", "db.staging.internal", "db.staging.internal"],
    ["on the right, changed", "db1.staging.internal", "db2.staging.internal"],
    ["of the right found on the left", "db.production.internal", "db.production.internal"],
    ["as the whole value", "staging", "staging"],
    ["inside a connection string", "host=staging-db port=1", "host=staging-db port=2"],
  ])("finds the other environment's word %s", (_, left, right) => {
    const one = only(diff([config({ DB: left })], [config({ DB: right })], environments));
    expect(one).toMatchObject({ class: "leak", path: "data.DB", leftValue: left, rightValue: right });
  });

  it("finds a leak inside an embedded document, a new field and a new object", () => {
    const text = "db:\n  host: db.staging.internal\n";
    expect(told(diff([config({ "a.yaml": text })], [config({ "a.yaml": text })], environments))).toEqual([
      'leak data["a.yaml"].db.host',
    ]);
    expect(
      told(diff([container({})], [container({ env: [{ name: "A", value: "x.staging.io" }] })], environments)),
    ).toEqual(["leak spec.containers[app].env"]);
    expect(diff([], [config({ a: "x.staging.io" })], environments).differences).toMatchObject([
      { class: "leak", right: 0, path: "data.a" },
    ]);
  });

  it("sees no leak in a sentence, a device or a build mode", () => {
    const same = config({
      note: "Do not use this in production, please.",
      NODE_ENV: "production",
      path: "/usr/share/devices",
    });
    expect(told(diff([same], [same], environments))).toEqual([]);
    const shm = container({
      volumeMounts: [{ mountPath: "/dev/shm", name: "d" }],
      args: ["--out=/dev/stdout", "--dev"],
    });
    expect(told(diff([shm], [shm], { leftName: "qa", rightName: "prod" }))).toEqual([]);
    const machine = container({
      volumeMounts: [{ mountPath: "/dev/shm", name: "d" }],
      args: ["--out=/dev/stdout"],
    });
    expect(told(diff([machine], [machine], { leftName: "dev", rightName: "prod" }))).toEqual([]);
  });

  it.each<[string, Json, Json]>([
    ["an image's tag", container({ image: "r.io/a:1" }), container({ image: "r.io/a:2" })],
    [
      "an image's digest",
      container({ image: "r.io/a@sha256:aa" }),
      container({ image: "r.io/a:1@sha256:bb" }),
    ],
    [
      "an image in the environment's own registry",
      container({ image: "staging.r.io/a:1" }),
      container({ image: "production.r.io/a:2" }),
    ],
    [
      "a chart's version",
      custom({ chart: { spec: { version: "1.2.3" } } }),
      custom({ chart: { spec: { version: "1.3.0" } } }),
    ],
    [
      "a revision of Argo",
      custom({ source: { targetRevision: "v1.0.0" } }),
      custom({ source: { targetRevision: "v1.1.0" } }),
    ],
    [
      "the chart label",
      config({}, { labels: { "helm.sh/chart": "shop-1.0.0" } }),
      config({}, { labels: { "helm.sh/chart": "shop-1.1.0" } }),
    ],
    [
      "a tag in embedded values",
      config({ "v.yaml": "image:\n  tag: 1.0.0\n  repository: a\n" }),
      config({ "v.yaml": "image:\n  tag: 1.0.1\n  repository: a\n" }),
    ],
  ])("calls %s a version", (_, left, right) => {
    expect(only(diff([left], [right], environments)).class).toBe("version");
  });

  it("calls a name that carries a version a version", () => {
    const job = (name: string, image: string): Json => ({
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name },
      spec: { template: { spec: { containers: [{ name: "m", image }] } } },
    });
    expect(told(diff([job("migrate-v13", "a:13")], [job("migrate-v14", "a:14")]))).toEqual([
      "version metadata.name",
      "version spec.template.spec.containers[m].image",
    ]);
  });

  it("does not call another image a version", () => {
    expect(only(diff([container({ image: "nginx:1" })], [container({ image: "httpd:1" })])).class).toBe(
      "unexplained",
    );
  });

  it("derives generated names, the references to them and checksums", () => {
    const volumes = (name: string): Json => pod({ volumes: [{ name: "v", configMap: { name } }] });
    const named = (name: string, a: string): Json => ({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name },
      data: { a },
    });
    const result = diff(
      [volumes("c-2m7hc2k8tk"), named("c-2m7hc2k8tk", "1")],
      [volumes("c-bfghk24567"), named("c-bfghk24567", "2")],
    );
    expect(told(result)).toEqual([
      "derived spec.volumes[v].configMap.name",
      "derived metadata.name",
      "unexplained data.a",
    ]);
    const sum = (value: string): Json => config({}, { annotations: { "checksum/config": value } });
    expect(only(diff([sum("aa")], [sum("bb")])).class).toBe("derived");
  });

  it("tells formatting from content", () => {
    const yaml = (text: string): Json => config({ "a.yaml": text });
    expect(told(diff([yaml("a: 1\nb: 2\n")], [yaml("# note\nb: 2\na:   1\n")]))).toEqual([
      'formatting data["a.yaml"]',
    ]);
    expect(told(diff([config({ a: '{"x":1,"y":2}' })], [config({ a: '{ "y": 2, "x": 1 }' })]))).toEqual([
      "formatting data.a",
    ]);
    expect(told(diff([config({ t: "line\r\n" })], [config({ t: "line\n" })]))).toEqual(["formatting data.t"]);
    expect(
      told(
        diff(
          [container({ ports: [{ containerPort: 1, protocol: "TCP" }] })],
          [container({ ports: [{ containerPort: 1 }] })],
        ),
      ),
    ).toEqual(["formatting spec.containers[app].ports[1].protocol"]);
  });
});

describe("policy", () => {
  const rule = (path: string, more: object = {}) => ({ path, because: path, ...more });
  const replicas = (count: number): Json => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "d" },
    spec: { replicas: count },
  });

  it("expects what a rule names, and reports the rules that name nothing", () => {
    const result = diff([replicas(2)], [replicas(3)], {
      expect: [rule("spec.replicas"), rule("**.nothing")],
    });
    expect(result.differences).toMatchObject([{ class: "expected", because: "policy: spec.replicas" }]);
    expect(result.problems).toMatchObject([
      { code: "policy.unused", severity: "warning", message: expect.stringContaining("**.nothing") },
    ]);
  });

  it("lets replicas rise towards production, never fall", () => {
    const rise = { expect: [rule("**.replicas", { direction: "rise" })] };
    expect(only(diff([replicas(2)], [replicas(3)], rise)).class).toBe("expected");
    expect(only(diff([replicas(3)], [replicas(2)], rise)).class).toBe("unexplained");
  });

  it("limits a rule to its kind, class and pair", () => {
    const tried = (more: object, extra: Extra = environments) =>
      only(diff([replicas(2)], [replicas(3)], { ...extra, expect: [rule("**", more)] })).class;
    expect(tried({ kind: "Service" })).toBe("unexplained");
    expect(tried({ class: "version" })).toBe("unexplained");
    expect(tried({ pair: "dev...staging" })).toBe("unexplained");
    expect(tried({ pair: "staging...production", kind: "Deployment" })).toBe("expected");
  });

  it("never silences a leak by a wide rule", () => {
    const same = config({ a: "db.staging.io" });
    expect(diff([same], [same], { ...environments, expect: [rule("**")] }).summary.leak).toBe(1);
    expect(
      diff([same], [same], { ...environments, expect: [rule("data.a", { class: "leak" })] }).summary.leak,
    ).toBe(0);
  });
});

describe("secrets", () => {
  const secret = (data: { [key: string]: string }): Json => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "s" },
    stringData: data,
  });

  it("are said to have changed, appeared or gone, and appear nowhere", () => {
    const result = diff(
      [secret({ a: "hunter2", b: "same", c: "gone" })],
      [secret({ a: "hunter3", b: "same", d: "new!!" })],
    );
    expect(result.differences.map((one) => [one.path, one.leftValue, one.rightValue])).toEqual([
      ["data.a", { secret: "changed" }, { secret: "changed" }],
      ["data.c", { secret: "removed" }, undefined],
      ["data.d", undefined, { secret: "added" }],
    ]);
    const text = JSON.stringify(result);
    for (const word of ["hunter", "same", "gone", "new!!", "o8-secret"]) expect(text).not.toContain(word);
  });

  it("stay hidden inside new maps, variables and addresses", () => {
    const vars = (password: string): Json =>
      container({
        env: [
          { name: "DB_PASSWORD", value: password },
          { name: "URL", value: `pg://u:${password}@db/x` },
        ],
      });
    const text = JSON.stringify([
      diff([vars("hunter2")], [vars("hunter3")]),
      diff([container({})], [vars("hunter2")]),
      diff([], [secret({ a: "hunter2" })]),
    ]);
    expect(text).not.toContain("hunter");
    expect(text).not.toContain("o8-secret");
    expect(diff([vars("hunter2")], [vars("hunter3")]).summary.unexplained).toBe(2);
  });
});

describe("guards", () => {
  it("names what protects one side only", () => {
    const guard: Json = {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "g" },
      spec: { minAvailable: 1 },
    };
    const result = diff([guard, config({})], [pod({})]);
    expect(result.guards).toMatchObject([
      { side: "left", index: 0, why: expect.stringContaining("drained") },
    ]);
    expect(result.summary).toMatchObject({ onlyLeft: 2, onlyRight: 1 });
  });

  it("marks a probe or limit that one side lacks", () => {
    expect(
      only(diff([container({ readinessProbe: { tcpSocket: { port: 1 } } })], [container({})])).guard,
    ).toContain("traffic");
  });
});
